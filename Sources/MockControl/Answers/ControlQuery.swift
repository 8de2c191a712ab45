import HTTP
import JSON

/// The query of a control call: every parameter is asked for by name, and none may be given twice.
struct ControlQuery: Sendable {
  private let items: [(name: String, value: String)]

  /// - Parameter known: the parameters that the call takes; nil where it takes any. Throws `Problem` for any other, and
  ///   for one given twice.
  init(_ request: borrowing Request, known: [String]?) throws(Problem) {
    items = request.queryItems
    var names: Set<String> = []
    for item in items {
      if let known, !known.contains(item.name) {
        throw Problem(
          .badRequest,
          "\(item.name): there is no such query parameter; this call takes \(known.joined(separator: ", "))")
      }
      guard names.insert(item.name).inserted else { throw Problem(.badRequest, "\(item.name): it is given twice") }
    }
  }

  /// The parameter as it came; nil where it is left out.
  subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// The parameters of other names than these, in order.
  func others(than names: [String]) -> [(name: String, value: String)] {
    items.filter { !names.contains($0.name) }
  }

  /// A whole number within `range`.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let text = self[name] else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number) else {
      throw Problem(
        .badRequest,
        "\(name): it should be a whole number from \(range.lowerBound) to \(range.upperBound), and is \"\(text)\"")
    }
    return number
  }

  /// A number of seconds, which may have decimals.
  func seconds(_ name: String) throws(Problem) -> Duration? {
    guard let text = self[name] else { return nil }
    guard let seconds = ExactDecimal(text).flatMap(WaitLimit.duration) else {
      throw Problem(.badRequest, "\(name): it should be \(WaitLimit.meaning), and is \"\(text)\"")
    }
    return seconds
  }
}
