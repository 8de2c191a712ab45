import JSONRPC
import Store
import Time

extension ParameterType where Argument == Timestamp {
  /// A moment such as `2016-03-11T10:14:00.190Z`: UTC where it has no zone, fractions of a second dropped.
  static var moment: ParameterType<Timestamp> {
    ParameterType(.string) { value, _ throws(WrongArgument) in
      guard let text = value.string, let moment = Timestamp(text) else {
        throw .wrong("should be a moment such as 2016-03-11T10:14:00.190Z")
      }
      return moment
    }
  }
}
