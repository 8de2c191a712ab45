import Basics
import Testing

@testable import HTTP

@Suite("HostRule and OriginRule")
struct RuleTests {
  private func bytes<Result>(_ text: String, _ body: (BorrowedBytes) -> Result) -> Result {
    text.withBytes(body)
  }

  @Test(
    "compares names in any case, to the byte",
    arguments: [
      "te", "host", "origin", "if-match", "connection", "content-type", "100-continue", "www_under.score-8",
      "access-control-request-private-network",
    ] as [StaticString])
  func names(_ name: StaticString) {
    let lowercase = Array("\(name)".utf8)
    let capitals = lowercase.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    #expect(lowercase.withBytes { $0.equalIgnoringCase(name) } && capitals.withBytes { $0.equalIgnoringCase(name) })
    for start in [lowercase, capitals] {
      #expect(!Array(start.dropLast()).withBytes { $0.equalIgnoringCase(name) })
      for place in start.indices {
        for byte in UInt8.min ... .max where byte != lowercase[place] && byte != capitals[place] {
          var other = start
          other[place] = byte
          #expect(!other.withBytes { $0.equalIgnoringCase(name) }, "\(byte) at \(place)")
        }
      }
    }
  }

  @Test(
    "distinguishes this server's hosts from others",
    arguments: [
      ("localhost", true), ("LocalHost.", true), ("a.b.localhost:1", true), ("127.0.0.1:8069", true),
      ("10.1.2.3", true),
      ("[::1]:80", true), ("[2001:db8::1]", true), ("mock", true), ("mock.", true), ("api.example", true),
      ("API.Example.:80", true), ("other.example", false), ("localhost.evil.example", false), ("xlocalhost.a", false),
      ("1.2.3", false), ("1.2.3.4.5", false), ("1.2.3.256", false), ("1.2.3.4.evil.example", false), ("a..", false),
    ])
  func hosts(_ authority: String, _ allowed: Bool) {
    let rule = HostRule(allowing: ["api.example."])
    #expect(
      bytes(authority) { bytes in
        Authority.host(in: bytes).map { rule.allows(bytes.part($0.lowerBound, $0.upperBound)) }
      } == allowed)
  }

  @Test(
    "allows loopback origins by default",
    arguments: [
      ("http://localhost:3000", true), ("https://localhost", true), ("http://a.localhost:1", true),
      ("http://127.0.0.1:5", true), ("http://127.9.9.9", true), ("http://[::1]:8", true), ("null", false),
      ("http://localhost.evil.example", false), ("http://evil.example", false), ("ftp://localhost", true),
      ("http://128.0.0.1", false), ("http://", false), ("http://localhost/x", false), ("http://127.0.0.1.evil", false),
      ("capacitor://localhost", true), ("ionic://localhost", true), ("tauri://localhost", true),
      ("app://localhost", true),
      ("chrome-extension://abcdef", false), ("1app://localhost", false), ("://localhost", false),
      ("app:localhost", false), ("capacitor://localhost.evil", false),
    ])
  func loopback(_ origin: String, _ allowed: Bool) {
    let rule = OriginRule([])
    #expect(bytes(origin) { rule.allows($0) } == allowed)
  }

  @Test("lets in what is listed, or any")
  func listed() {
    let rule = OriginRule(["https://app.example"])
    let any = OriginRule(["*"])
    #expect(bytes("https://app.example") { rule.allows($0) })
    #expect(bytes("http://localhost") { !rule.allows($0) })
    #expect(bytes("null") { any.allows($0) })
  }

  struct Listed: Sendable {
    let pattern: String
    let origin: String
    let allowed: Bool

    init(_ pattern: String, _ origin: String, _ allowed: Bool = true) {
      self.pattern = pattern
      self.origin = origin
      self.allowed = allowed
    }
  }

  @Test(
    "reads a listed origin as browsers write it, and * as one or more labels below a domain",
    arguments: [
      Listed("HTTPS://App.Example:443", "https://app.example"), Listed("http://a.example:80", "http://a.example"),
      Listed("http://a.example:0080", "http://a.example"), Listed("http://a.example:443", "http://a.example:443"),
      Listed("https://app.example", "http://app.example", false), Listed("http://[0:0::1]:8", "http://[::1]:8"),
      Listed("app://localhost", "app://localhost"), Listed("null", "null"), Listed("app://127.1", "app://127.1"),
      Listed("https://A.example.", "https://a.example."), Listed("https://a.example.", "https://a.example", false),
      Listed("https://a.example", "https://a.example.", false), Listed("http://127.0.0.1:1", "http://127.0.0.1:1"),
      Listed("https://*.example.com.", "https://a.example.com."), Listed("http://1.example", "http://1.example"),
      Listed("http://a.0xyz", "http://a.0xyz"),
      Listed("https://*.example.com", "https://a.example.com"),
      Listed("https://*.example.com", "https://a.b.example.com"),
      Listed("https://*.example.com", "https://example.com", false),
      Listed("https://*.example.com", "https://.example.com", false),
      Listed("https://*.example.com", "https://aexample.com", false),
      Listed("https://*.example.com", "http://a.example.com", false),
      Listed("https://*.example.com", "https://a.example.com:8443", false),
      Listed("https://*.example.com", "https://evil.org/.example.com", false),
      Listed("https://*.example.com", "https://user@a.example.com", false),
      Listed("https://*.example.com:8443", "https://a.example.com:8443"),
      Listed("https://*.example.com", "null", false),
    ])
  func patterns(_ row: Listed) throws {
    let rule = OriginRule([try #require(OriginPattern(row.pattern))])
    #expect(bytes(row.origin) { rule.allows($0) } == row.allowed)
  }

  @Test(
    "takes no origin that no browser sends",
    arguments: [
      "localhost", "http://", "http://a.example/", "http://u@a.example", "http://a.example:99999", "http://a.example:x",
      "http://a.example:0", "https://a.*.example", "https://a*.example", "https://*", "https://*.", "https://é.example",
      "https://a..b", "ht tp://a", "1app://a", "http://a b", "http://[::1", "http://[::g]", "*.example.com",
      "http://127.1", "https://2130706433", "http://127.0.0.0x1:8080", "http://1.2.3.4.5", "http://a.0x", "https://*.1",
      "http://256.0.0.1.",
    ])
  func refusedOrigins(_ origin: String) { #expect(OriginPattern(origin) == nil) }

  @Test(
    "allows the hosts below a domain by *",
    arguments: [
      ("a.example.com", true), ("A.B.Example.COM", true), ("example.com", false), ("aexample.com", false),
      (".example.com", false),
    ])
  func wildcardHosts(_ host: String, _ allowed: Bool) {
    let rule = HostRule(allowing: ["*.Example.com."])
    #expect(bytes(host) { rule.allows($0) } == allowed)
  }

  @Test(
    "takes no host that no request can name",
    arguments: [
      "", "http://a.example", "a.example:80", "a.example/x", "a.*.example", "*", "*.", "a b", "é.example", "..a",
    ])
  func refusedHosts(_ host: String) {
    #expect(HostPattern(host) == nil)
  }
}
