import JSON

/// The pieces of CommonMark that the pages are made of.
enum Markdown {
  /// `card-to-card` of "Card to card": what hosts make of a heading, and the pages' file names.
  static func anchor(_ heading: String) -> String {
    let kept = heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
    return kept.replacing(" ", with: "-")
  }

  static func table(_ heads: [String], _ rows: [[String]]) -> String {
    let lines = [heads, heads.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  /// JSON as people read it: an object's members a line each, unless it is short.
  static func indented(_ value: JSONValue, by depth: Int = 0) -> String {
    let short = oneLine(value)
    guard short.count > 80 else { return short }
    let indent = String(repeating: "  ", count: depth + 1)
    let parts =
      value.members?.map { "\"\($0.key)\": \(indented($0.value, by: depth + 1))" }
      ?? (value.array ?? []).map { indented($0, by: depth + 1) }
    guard !parts.isEmpty else { return short }
    let (open, close) = value.kind == .object ? ("{", "}") : ("[", "]")
    let end = String(repeating: "  ", count: depth)
    return "\(open)\n" + parts.map { indent + $0 }.joined(separator: ",\n") + "\n\(end)\(close)"
  }

  private static func oneLine(_ value: JSONValue) -> String {
    if let members = value.members {
      return "{" + members.map { "\"\($0.key)\": \(oneLine($0.value))" }.joined(separator: ", ") + "}"
    }
    if let elements = value.array { return "[" + elements.map(oneLine).joined(separator: ", ") + "]" }
    return value.rawText
  }
}
