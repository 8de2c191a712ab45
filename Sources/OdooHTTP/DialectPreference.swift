import HTTP
import JSONRPC

/// Reads the dialect that one request asks for: `Prefer: dialect=jsonrpc`.
///
/// Source: RFC 7240, section 2; docs/decisions.md, Envelopes.
package enum DialectPreference {
  /// The dialect of the first `dialect` preference; nil where there is none, or none that is known.
  package static func dialect(in field: String) -> Dialect? {
    for preference in field.split(separator: ",") {
      let token = preference.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      guard token.count == 2, trimmed(token[0]).lowercased() == "dialect" else { continue }
      let value = trimmed(token[1])
      let isQuoted = value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
      return Dialect(rawValue: String(isQuoted ? value.dropFirst().dropLast() : value))
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return text
  }
}
