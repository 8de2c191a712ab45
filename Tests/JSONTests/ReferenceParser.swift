/// JSON read the slow and obvious way, to compare the parser with: values as one canonical text, nil for what is no
/// JSON.
struct ReferenceParser {
  private var rest: Substring.UnicodeScalarView

  static func canonical(_ bytes: [UInt8]) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var parser = ReferenceParser(rest: text[...].unicodeScalars)
    guard let value = parser.value(depth: 1) else { return nil }
    parser.skipSpace()
    return parser.rest.isEmpty ? value : nil
  }

  private mutating func skipSpace() {
    rest = rest.drop { " \t\r\n".unicodeScalars.contains($0) }
  }

  private mutating func take(_ wanted: String) -> Bool {
    skipSpace()
    guard rest.starts(with: wanted.unicodeScalars) else { return false }
    rest = rest.dropFirst(wanted.unicodeScalars.count)
    return true
  }

  private mutating func value(depth: Int) -> String? {
    skipSpace()
    if let word = ["true", "false", "null"].first(where: { rest.starts(with: $0.unicodeScalars) }) {
      return take(word) ? word : nil
    }
    if rest.first == "\"" { return string() }
    guard depth <= 64 else { return rest.first == "[" || rest.first == "{" ? nil : number() }
    if take("[") { return list(closing: "]") { $0.value(depth: depth + 1) }.map { "[\($0.joined(separator: ","))]" } }
    if take("{") {
      var keys: Set<[UInt8]> = []
      let members = list(closing: "}") { parser -> String? in
        guard let key = parser.string(), keys.insert(Array(key.utf8)).inserted, parser.take(":") else { return nil }
        return parser.value(depth: depth + 1).map { "\(key):\($0)" }
      }
      return members.map { "{\($0.joined(separator: ","))}" }
    }
    return number()
  }

  private mutating func list(
    closing: String, _ item: (inout ReferenceParser) -> String?
  ) -> [String]? {
    var items: [String] = []
    if take(closing) { return items }
    repeat {
      guard let next = item(&self) else { return nil }
      items.append(next)
    } while take(",")
    return take(closing) ? items : nil
  }

  private mutating func number() -> String? {
    let text = String(String.UnicodeScalarView(rest.prefix { "+-.0123456789eE".unicodeScalars.contains($0) }))
    guard (try? #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#.wholeMatch(in: text)) != nil else { return nil }
    return take(text) ? text : nil
  }

  /// A string's scalars by number, so that no two are equal that only look it.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var units: [UInt16] = []
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"":
        let text = String(validating: units, as: UTF16.self)
        return text.map { "s\($0.unicodeScalars.map(\.value))" }
      case "\\":
        guard let unit = escape() else { return nil }
        units.append(unit)
      case "\u{0}"..<" ": return nil
      default: units += Array(String(scalar).utf16)
      }
    }
    return nil
  }

  private mutating func escape() -> UInt16? {
    guard let letter = rest.popFirst() else { return nil }
    let plain: [Unicode.Scalar: UInt16] = [
      "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    guard letter == "u" else { return plain[letter] }
    let digits = String(String.UnicodeScalarView(rest.prefix(4)))
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
      return nil
    }
    rest = rest.dropFirst(4)
    return UInt16(digits, radix: 16)
  }
}
