import Basics

/// A field's name, which is a token: a name that could not be sent can't be held.
///
/// It keeps the letters' case and compares without it. Source: RFC 9110, section 5.1.
package struct FieldName: Sendable, Hashable, CustomStringConvertible {
  package let name: String
  let known: KnownField

  package init?(_ name: String) {
    let known: KnownField? = name.withBytes { bytes in
      guard !bytes.isEmpty, bytes.allSatisfy(Grammar.isToken) else { return nil }
      return KnownField(bytes)
    }
    guard let known else { return nil }
    self.name = name
    self.known = known
  }

  /// A name that stands in the program: one that is no token is the program's own mistake, and ends it.
  package init(literal name: StaticString) {
    guard let checked = FieldName("\(name)") else { preconditionFailure("invalid field name \"\(name)\"") }
    self = checked
  }

  private init(checked name: String, _ known: KnownField = .other) {
    self.name = name
    self.known = known
  }

  package var description: String { name }

  package static func == (left: FieldName, right: FieldName) -> Bool {
    left.name.lowercased() == right.name.lowercased()
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name.lowercased()) }

  package static let host = FieldName(checked: "Host", .host)
  package static let contentType = FieldName(checked: "Content-Type", .contentType)
  package static let contentLength = FieldName(checked: "Content-Length", .contentLength)
  package static let cookie = FieldName(checked: "Cookie", .cookie)
  package static let origin = FieldName(checked: "Origin", .origin)
  package static let prefer = FieldName(checked: "Prefer", .prefer)
  package static let authorization = FieldName(checked: "Authorization", .authorization)
  package static let accept = FieldName(checked: "Accept", .accept)
  package static let userAgent = FieldName(checked: "User-Agent", .userAgent)
  package static let ifMatch = FieldName(checked: "If-Match", .ifMatch)
  package static let ifNoneMatch = FieldName(checked: "If-None-Match", .ifNoneMatch)
  package static let contentEncoding = FieldName(checked: "Content-Encoding", .contentEncoding)
  package static let accessControlRequestMethod = FieldName(
    checked: "Access-Control-Request-Method", .accessControlRequestMethod)
  package static let accessControlRequestHeaders = FieldName(
    checked: "Access-Control-Request-Headers", .accessControlRequestHeaders)
  package static let accessControlRequestPrivateNetwork = FieldName(
    checked: "Access-Control-Request-Private-Network", .accessControlRequestPrivateNetwork)

  static let acceptEncoding = FieldName(checked: "Accept-Encoding")
  static let accessControlAllowMethods = FieldName(checked: "Access-Control-Allow-Methods")
  static let accessControlAllowHeaders = FieldName(checked: "Access-Control-Allow-Headers")
  static let accessControlAllowPrivateNetwork = FieldName(checked: "Access-Control-Allow-Private-Network")
  static let accessControlMaxAge = FieldName(checked: "Access-Control-Max-Age")
  package static let allow = FieldName(checked: "Allow")
  package static let cacheControl = FieldName(checked: "Cache-Control")
  package static let contentSecurityPolicy = FieldName(checked: "Content-Security-Policy")
  package static let eTag = FieldName(checked: "ETag")
  package static let location = FieldName(checked: "Location")
  package static let preferenceApplied = FieldName(checked: "Preference-Applied")
  package static let retryAfter = FieldName(checked: "Retry-After")
  package static let setCookie = FieldName(checked: "Set-Cookie")
  package static let wwwAuthenticate = FieldName(checked: "WWW-Authenticate")
}
