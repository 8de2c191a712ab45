import Basics
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import HTTP
@testable import MockServer
@testable import OdooHTTP

@Suite("Links in mails lead to where the client has reached the server")
struct PublicAddressTests {
  private func link(_ fields: [String: String], publicURL: String? = nil) throws -> String {
    let server = try TestServer.start { settings, _ in settings.publicURL = publicURL.flatMap { PublicAddress(url: $0) }
    }
    let caller = try server.visitor(fields)
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    let link = try #require(try server.visitor().control("GET", "/outbox").json[0]?["link"]?.string)
    return String(try #require(link.split(separator: "/web/").first))
  }

  /// Header fields, and the origin of the link.
  struct Case: Sendable, CustomTestStringConvertible {
    let fields: [String: String]
    let origin: String
    var testDescription: String { "\(fields)" }

    init(_ fields: [String: String], _ origin: String) {
      self.fields = fields
      self.origin = origin
    }
  }

  @Test(
    "as a proxy at a loopback address says",
    arguments: [
      Case([:], "http://localhost"), Case(["X-Forwarded-Proto": "https"], "https://localhost"),
      Case(["X-Forwarded-Proto": "HTTPS, http"], "https://localhost"),
      Case(["X-Forwarded-Proto": "ftp"], "http://localhost"),
      Case(["Forwarded": "for=1.2.3.4;proto=https;host=api.example.com"], "https://api.example.com"),
      Case(["Forwarded": #"proto="https"; Host="api.example.com:8443", proto=http"#], "https://api.example.com:8443"),
      Case(["Forwarded": "for=1.2.3.4, proto=https"], "http://localhost"),
      Case(["Forwarded": "proto=https", "X-Forwarded-Proto": "http"], "https://localhost"),
      Case(["Forwarded": #"host="a b""#], "http://localhost"), Case(["Forwarded": #"host="a\"#], "http://a"),
      Case(["Forwarded": ";;,=,"], "http://localhost"),
      Case(["Forwarded": "for;proto=https"], "https://localhost"),
      Case(["Forwarded": "proto=https;proto=http"], "https://localhost"),
    ])
  func forwarded(_ one: Case) throws {
    #expect(try link(one.fields) == one.origin)
  }

  @Test("or as --public-url says, whatever the request does")
  func fixed() throws {
    #expect(
      try link(["X-Forwarded-Proto": "http"], publicURL: "https://mock.example.com/nebeus/")
        == "https://mock.example.com/nebeus")
  }

  @Test(
    "as a proxy says that is trusted, and no other",
    arguments: [
      ("10.1.2.3", "https"), ("10.2.2.3", "http"), ("fd00::1", "https"), ("fe00::1", "http"), ("127.0.0.9", "https"),
      ("::1", "https"),
    ])
  func trusted(_ remote: String, _ scheme: String) throws {
    let rule = PublicAddressRule(fixed: nil, proxies: ["10.1.0.0/16", "fd00::/8"].compactMap { AddressRange($0) })
    var bytes = Array("GET / HTTP/1.1\r\nHost: mock:8069\r\nX-Forwarded-Proto: https\r\n\r\n".utf8)
    let address = try bytes.withMutableBytes { bytes in
      var parser = RequestParser(bodyLimit: 0)
      guard case .complete = parser.parse(bytes) else { throw Unreadable() }
      let remote = try #require(Address(remote, port: 1))
      return rule.address(for: Request(parser, bytes.bytes, remote: remote))
    }
    #expect(address == PublicAddress(scheme: scheme, authority: "mock:8069"))
  }

  private struct Unreadable: Error {}

  @Test(
    "is not a URL",
    arguments: [
      "", "mock.example.com", "ftp://a", "https://", "https:///a", "https://a?b", "https://a b", "https://:443",
      "https://a\u{7F}",
    ])
  func badURL(_ text: String) {
    #expect(PublicAddress(url: text) == nil)
  }
}
