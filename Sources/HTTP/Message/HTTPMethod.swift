import Basics

/// A request's method; those that this server knows cost no allocation.
///
/// Methods are case-sensitive. Source: RFC 9110, section 9.
package enum HTTPMethod: Sendable, Hashable {
  case get, head, post, put, delete, options, patch, trace, connect
  case other(String)

  package init(_ name: String) {
    self = name.withBytes { HTTPMethod(bytes: $0) }
  }

  init(bytes: BorrowedBytes) {
    for known in HTTPMethod.known where bytes.count == known.name.utf8CodeUnitCount {
      if bytes.equal(known.name) {
        self = known.method
        return
      }
    }
    self = .other(bytes.text)
  }

  package var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .patch: "PATCH"
    case .trace: "TRACE"
    case .connect: "CONNECT"
    case .other(let name): name
    }
  }

  /// Whether it is none that this server knows.
  package var isOther: Bool {
    if case .other = self { true } else { false }
  }

  /// Whether the answer to it is about the state of a resource that it only reads.
  var readsOnly: Bool { self == .get || self == .head }

  // The commonest first: this is how they are looked for.
  private static let known: [(name: StaticString, method: HTTPMethod)] = [
    ("POST", .post), ("GET", .get), ("OPTIONS", .options), ("PUT", .put), ("DELETE", .delete), ("HEAD", .head),
    ("PATCH", .patch), ("TRACE", .trace), ("CONNECT", .connect),
  ]
}

/// The two versions that this server speaks. Source: RFC 9112, section 2.3.
package enum HTTPVersion: Sendable {
  case http10, http11
}
