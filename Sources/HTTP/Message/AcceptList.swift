/// The media types of an Accept field, with their weights.
///
/// Source: RFC 9110, sections 12.4.2 and 12.5.1.
package struct AcceptList: Sendable {
  private struct Range: Sendable {
    let type: Substring
    let subtype: Substring
    /// In thousandths.
    let weight: Int

    /// How closely it names a media type: 3 by name, 2 by `type/*`, 1 by `*/*`; nil where it doesn't.
    func precision(for type: String, _ subtype: String) -> Int? {
      if self.type == type, self.subtype == subtype { return 3 }
      if self.type == type, self.subtype == "*" { return 2 }
      return self.type == "*" && self.subtype == "*" ? 1 : nil
    }
  }

  private let ranges: [Range]

  /// What can't be read is ignored.
  package init(_ field: String) {
    ranges = field.lowercased().split(separator: ",").compactMap { element in
      let parts = element.split(separator: ";").map { Self.trimmed($0) }
      guard let range = parts.first?.split(separator: "/", omittingEmptySubsequences: false), range.count == 2 else {
        return nil
      }
      var weight = 1_000
      for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
        guard let given = Self.thousandths(parameter.dropFirst(2)) else { return nil }
        weight = given
      }
      return Range(type: range[0], subtype: range[1], weight: weight)
    }
  }

  /// Whether HTML is wanted more than JSON: named, and with the greater weight.
  ///
  /// Browsers name `text/html`; tools that send `*/*` or nothing don't.
  package var prefersHTML: Bool {
    guard ranges.contains(where: { $0.type == "text" && $0.subtype == "html" && $0.weight > 0 }) else { return false }
    return weight(of: "text", "html") > weight(of: "application", "json")
  }

  /// The weight of the range that names the type most closely; 0 where none does.
  private func weight(of type: String, _ subtype: String) -> Int {
    let matches = ranges.compactMap { range in
      range.precision(for: type, subtype).map { (precision: $0, weight: range.weight) }
    }
    return matches.max { $0.precision < $1.precision }?.weight ?? 0
  }

  /// `0.85` as 850; nil for what is no weight.
  private static func thousandths(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole == "0" || whole == "1" else { return nil }
    let decimals = parts.count > 1 ? parts[1] : ""
    guard decimals.count <= 3, decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let weight = (whole == "1" ? 1_000 : 0) + (Int(decimals + String(repeating: "0", count: 3 - decimals.count)) ?? 0)
    return weight <= 1_000 ? weight : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
