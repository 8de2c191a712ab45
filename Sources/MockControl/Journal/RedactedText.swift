import Basics
import HTTP
import NebeusAPI

/// Texts of a request without the secrets in them: header fields, queries, and bodies that are no calls.
enum RedactedText {
  private static let mask = "***"
  private static let secretFields: Set<String> = [
    "authorization", "proxy-authorization", "x-openerp-session-id", "x-api-key",
  ]
  /// The longest body that is shown.
  private static let longestBody = 65_536

  /// A header field's value. Of cookies the names stay.
  static func field(_ name: String, _ value: String) -> String {
    switch name.lowercased() {
    case let name where secretFields.contains(name): mask
    case "cookie": value.split(separator: ";").map { cookie($0) }.joined(separator: ";")
    case "set-cookie":
      value.split(separator: ";").enumerated().map { $0 == 0 ? cookie($1) : String($1) }.joined(separator: ";")
    case "referer", "location":
      value.split(separator: "?", maxSplits: 1).enumerated()
        .map { $0 == 0 ? String($1) : query(String($1)) }.joined(separator: "?")
    default: Redaction.hasCardNumber(value) ? mask : value
    }
  }

  /// Whether the values of a header field may have secrets.
  static func isSecretField(_ name: String) -> Bool {
    secretFields.contains(name.lowercased()) || name.lowercased().hasSuffix("cookie")
  }

  /// Whether the values of a query parameter are secrets.
  static func isSecretParameter(_ name: String) -> Bool {
    Redaction.isSecret(name) || name.lowercased().holds("token")
  }

  private static func cookie(_ pair: Substring) -> String {
    guard let equals = pair.firstIndex(of: "="), pair.index(after: equals) < pair.endIndex else { return String(pair) }
    return pair[...equals] + mask
  }

  /// A query, the values of secret names masked.
  static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair -> String in
      guard let equals = pair.firstIndex(of: "="), pair.index(after: equals) < pair.endIndex else {
        return String(pair)
      }
      let name = decoded(pair[..<equals])
      let value = decoded(pair[pair.index(after: equals)...])
      return isSecretParameter(name) || Redaction.hasCardNumber(value) ? pair[...equals] + mask : String(pair)
    }
    return pairs.joined(separator: "&")
  }

  private static func decoded(_ text: Substring) -> String {
    String(text).withBytes { PercentEncoding.decodeLoosely($0) }
  }

  /// A body that is no call. What can't be read may have secrets anywhere: it is masked whole if its endpoint takes
  /// some, else their values are.
  ///
  /// - Parameter route: the path as the reference writes it.
  static func body(_ bytes: [UInt8], route: String?) -> String {
    if let route, routesOfSecrets.contains(route) { return mask }
    let text = String(decoding: bytes.prefix(longestBody), as: UTF8.self)
    return Redaction.hasCardNumber(text) ? mask : maskValues(in: text)
  }

  private static let routesOfSecrets: Set<String> = Set(
    API.endpoints.filter { endpoint in endpoint.parameters.contains { Redaction.isSecret($0.name) } }.map(\.path)
      + [PasswordReset.path])

  private static func maskValues(in text: String) -> String {
    String(decoding: replaceValues(in: Array(text.utf8)) { _, _ in Array(mask.utf8) }, as: UTF8.self)
  }

  /// Replaces what stands behind a secret name, however the text is built: `"password": "x"`, `password=x`,
  /// `<password>x`.
  static func replaceValues(
    in text: [UInt8], by replacement: (Redaction.Kind, ArraySlice<UInt8>) -> [UInt8]
  ) -> [UInt8] {
    var replaced: [UInt8] = []
    var index = 0
    while index < text.count {
      guard isWord(text[index]) else {
        replaced.append(text[index])
        index += 1
        continue
      }
      let start = index
      while index < text.count, isWord(text[index]) { index += 1 }
      replaced += text[start..<index]
      guard let kind = Redaction.kind(of: String(decoding: text[start..<index], as: UTF8.self)) else { continue }
      guard let value = value(behind: index, in: text) else { continue }
      replaced += text[index..<value.start] + replacement(kind, text[value.start..<value.end])
      index = value.end
    }
    return replaced
  }

  /// The value that follows a name which ends at `index`; nil if none does, or an empty one.
  private static func value(behind index: Int, in text: [UInt8]) -> (start: Int, end: Int)? {
    var start = index
    var quote: UInt8?
    var isAssigned = false
    while quote == nil, start < text.count, ":=>\"' \t\r\n".utf8.contains(text[start]) {
      switch text[start] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if isAssigned { quote = text[start] }
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      // A form of several parts has the value two lines below its name.
      default: isAssigned = true
      }
      start += 1
    }
    guard isAssigned, start < text.count else { return nil }
    var end = start
    while end < text.count {
      if let quote {
        if text[end] == quote { break }
        if text[end] == UInt8(ascii: "\\") { end += 1 }
      } else if ",;&<}]\r\n".utf8.contains(text[end]) {
        break
      }
      end += 1
    }
    return end > start ? (start, min(end, text.count)) : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
