import HTTP
import Store
import Time

extension ControlBody {
  /// A moment at which a clock can be set.
  func clockMoment(_ name: String) throws -> Timestamp? {
    guard let moment = try moment(name) else { return nil }
    guard DatabaseClock.range.contains(moment) else {
      throw Problem(.badRequest, "\(name): a clock can be set from 1970-01-01 to 9999-12-31, and this is \(moment)")
    }
    return moment
  }
}
