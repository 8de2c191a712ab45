import JSON

/// Prints a call a line, for people or as JSON.
struct CallPrinter {
  private enum Color: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case magenta = "35"
    case dim = "2"
  }

  private let path: String?
  private let isJSON: Bool
  private let isColored: Bool

  /// - Parameter path: whose calls are printed; one that ends in `*` is the beginning of theirs; nil for all.
  init(path: String?, isJSON: Bool, isColored: Bool) {
    self.path = path
    self.isJSON = isJSON
    self.isColored = isColored
  }

  /// Throws `Failure` where standard output takes no more.
  func print(_ event: StreamEvent) throws {
    guard let line = try line(for: event) else { return }
    try StandardStream.output.deliver(line)
  }

  /// Nil where there is nothing to print.
  func line(for event: StreamEvent) throws -> String? {
    guard event.kind == "call" else { return isJSON ? nil : note(on: event) }
    let call = try Document(parsing: event.data).root
    guard isWanted(call["path"]?.string ?? "") else { return nil }
    return isJSON ? String(decoding: event.data, as: UTF8.self) : line(for: call)
  }

  private func isWanted(_ path: String) -> Bool {
    guard let wanted = self.path else { return true }
    return wanted.hasSuffix("*") ? path.hasPrefix(wanted.dropLast()) : path == wanted
  }

  private func note(on event: StreamEvent) -> String? {
    let data = try? Document(parsing: event.data).root
    return switch event.kind {
    case "gap": colored("-- \(data?["missed"]?.integer.map { "\($0)" } ?? "some") events missed", .dim)
    case "reset": colored("-- the database starts from \(clean(data?["scenario"]?.string ?? "another state"))", .dim)
    case "gone": colored("-- the database was deleted", .dim)
    default: nil
    }
  }

  private func line(for call: JSONValue) -> String {
    let time = String((call["at"]?.string ?? "").dropFirst(11).prefix(8))
    let isPending = call["pending"]?.bool == true
    let status = call["status"]?.integer
    let refusal = call["refusal"]?.string
    var words = [colored(time, .dim), clean(call["method"]?.string ?? ""), clean(call["path"]?.string ?? "")]
    if isPending {
      words.append(colored("waits", .dim))
    } else {
      let color: Color = status.map { $0 < 400 ? (refusal == nil ? .green : .yellow) : .red } ?? .red
      words += [colored(status.map { "\($0)" } ?? "unanswered", color), duration(call["duration_us"]?.integer ?? 0)]
    }
    words.append(clean(call["user"]?.string ?? "-"))
    if let fault = call["fault"]?.string { words.append(colored("fault=\(clean(fault))", .magenta)) }
    if let refusal { words.append(colored("refused: \(clean(refusal))", .yellow)) }
    return words.joined(separator: " ")
  }

  /// To a tenth of a millisecond.
  private func duration(_ microseconds: Int) -> String {
    let tenths = (microseconds + 50) / 100
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  private func colored(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A client's text without what a terminal would obey.
  private func clean(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
