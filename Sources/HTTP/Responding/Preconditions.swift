import Time

/// The conditions of a GET or HEAD request, and what they make of its answer (RFC 9110, section 13.2.2).
///
/// Those on dates are ignored, as they must be where nothing has a modification date (sections 13.1.3 and 13.1.4).
package struct Preconditions: Sendable {
  enum Verdict { case proceed, notModified, failed }

  var ifMatch: String?
  var ifNoneMatch: String?

  static let bits = KnownField.ifMatch.bit | KnownField.ifNoneMatch.bit

  /// Nil where the request has none, or is of a method that they are not evaluated for here.
  package init?(_ request: borrowing Request) {
    guard request.head.present & Preconditions.bits != 0, request.method.readsOnly else { return nil }
    ifMatch = request.field(.ifMatch)
    ifNoneMatch = request.field(.ifNoneMatch)
  }

  init(ifMatch: String? = nil, ifNoneMatch: String? = nil) {
    self.ifMatch = ifMatch
    self.ifNoneMatch = ifNoneMatch
  }

  /// The status that an answer will have once its conditions are looked at, which is when it is sent.
  package func status(of response: borrowing Response) -> Status {
    guard response.status == .ok else { return response.status }
    return switch verdict(entityTag: response.entityTag) {
    case .proceed: .ok
    case .notModified: .notModified
    case .failed: .preconditionFailed
    }
  }

  /// What is said where they fail.
  var failure: String { "If-Match: \(ifMatch ?? "") is not what is here now" }

  /// In the order of RFC 9110, section 13.2.2.
  func verdict(entityTag: String?) -> Verdict {
    if let ifMatch, !Preconditions.matches(ifMatch, entityTag, weakly: false) { return .failed }
    if let ifNoneMatch, Preconditions.matches(ifNoneMatch, entityTag, weakly: true) { return .notModified }
    return .proceed
  }

  /// Whether one of the listed tags is the representation's; an asterisk is any (RFC 9110, section 8.8.3.2).
  private static func matches(_ list: String, _ entityTag: String?, weakly: Bool) -> Bool {
    if list == "*" { return true }
    guard let entityTag else { return false }
    let ours = opaque(entityTag[...])
    guard weakly || !ours.isWeak else { return false }
    return tags(in: list).contains { tag in
      let theirs = opaque(tag)
      return theirs.tag == ours.tag && (weakly || !theirs.isWeak)
    }
  }

  private static func opaque(_ tag: Substring) -> (tag: Substring, isWeak: Bool) {
    tag.hasPrefix("W/") ? (tag.dropFirst(2), true) : (tag, false)
  }

  /// The tags of a list; a comma may be part of one, so that they are cut at their quotes.
  private static func tags(in list: String) -> [Substring] {
    var tags: [Substring] = []
    var rest = list[...]
    while let opening = rest.firstIndex(of: "\"") {
      guard let closing = rest[rest.index(after: opening)...].firstIndex(of: "\"") else { break }
      let isWeak = rest[..<opening].hasSuffix("W/")
      let start = isWeak ? rest.index(opening, offsetBy: -2) : opening
      tags.append(rest[start...closing])
      rest = rest[rest.index(after: closing)...]
    }
    return tags
  }
}
