import Basics

/// A request as a handler sees it: a view of the bytes it came as, which can't be kept after the call.
///
/// Nothing is copied or decoded before it is asked for.
package struct Request: ~Copyable {
  /// What its head's places are counted in.
  let bytes: BorrowedBytes
  let head: RequestHead
  let lines: FieldLines
  var content: BorrowedBytes
  var match: RouteMatch?
  /// Where the client is.
  package let remote: Address
  /// What the request's Origin field means for this server.
  package internal(set) var origin: OriginStanding

  private init(
    bytes: BorrowedBytes, head: RequestHead, lines: FieldLines,
    content: BorrowedBytes, remote: Address, origin: OriginStanding
  ) {
    self.bytes = bytes
    self.head = head
    self.lines = lines
    self.content = content
    self.remote = remote
    self.origin = origin
  }

  /// What the parser has read of `bytes`: at least the whole head, and the body if that is whole too.
  init(_ parser: borrowing RequestParser, _ bytes: BorrowedBytes, remote: Address) {
    let body = parser.body
    self.init(
      bytes: bytes, head: parser.head, lines: parser.fieldLines,
      content: body.upperBound <= bytes.count ? bytes.part(body.lowerBound, body.upperBound) : bytes.part(0, 0),
      remote: remote, origin: .none)
  }

  package var method: HTTPMethod { head.method }
  package var version: HTTPVersion { head.version }

  /// The request target as sent.
  package var target: String { head.target.bytes(of: bytes).text }

  /// The target's path as sent, percent-encoding and all.
  package var path: String { head.path.isEmpty ? "/" : head.path.bytes(of: bytes).text }

  /// Whether the target's path as sent is this one, to the byte.
  package func isPath(_ path: String) -> Bool { head.path.bytes(of: bytes).equal(path) }

  /// Whether the target's path as sent begins with this.
  package func hasPathPrefix(_ prefix: StaticString) -> Bool {
    head.path.bytes(of: bytes).starts(with: prefix.bytes)
  }

  /// The target's query as sent, without the question mark; nil where there is none.
  package var query: String? { head.query.map { $0.bytes(of: bytes).text } }

  /// The host that is meant, without port and trailing dot, in lower case; empty for HTTP/1.0 without one.
  package var host: String {
    head.host.bytes(of: bytes).text.lowercased()
  }

  /// The first label of a host below `localhost`, in lower case: `lucy` of `lucy.localhost:8069`; nil for any other.
  package var localhostLabel: String? {
    let host = head.host.bytes(of: bytes)
    let domain = ".localhost".utf8.count
    guard host.count > domain, host.part(host.count - domain, host.count).equalIgnoringCase(".localhost") else {
      return nil
    }
    return host.part(0, host.firstIndex(of: UInt8(ascii: "."), from: 0) ?? 0).text.lowercased()
  }

  /// The host with its port, as sent; empty for HTTP/1.0 without one.
  package var authority: String { head.authority.map { $0.bytes(of: bytes).text } ?? "" }

  /// The value of `{name}` in the route's pattern, percent-decoded.
  package func parameter(_ name: String) -> String? {
    guard let match, let place = match.route.parameterNames.firstIndex(of: name) else { return nil }
    return PercentEncoding.decode(match.captures[place].bytes(of: bytes))
  }

  /// A copy of the body, its chunks put together.
  package var bodyBytes: [UInt8] { [UInt8](content) }

  /// The same view once more, for a callee that takes an optional one.
  func again() -> Request {
    var copy = Request(bytes: bytes, head: head, lines: lines, content: content, remote: remote, origin: origin)
    copy.match = match
    return copy
  }
}
