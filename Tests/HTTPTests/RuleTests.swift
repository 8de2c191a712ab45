import Testing

@testable import HTTP

@Suite("HostRule and OriginRule")
struct RuleTests {
  private func bytes<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Array(text.utf8).withUnsafeBytes(body)
  }

  @Test(
    "tells this server's hosts from others",
    arguments: [
      ("localhost", true), ("LocalHost.", true), ("a.b.localhost:1", true), ("127.0.0.1:8069", true),
      ("10.1.2.3", true),
      ("[::1]:80", true), ("[2001:db8::1]", true), ("mock", true), ("mock.", true), ("api.example", true),
      ("API.Example.:80", true), ("other.example", false), ("localhost.evil.example", false), ("xlocalhost.a", false),
      ("1.2.3", false), ("1.2.3.4.5", false), ("1.2.3.256", false), ("1.2.3.4.evil.example", false), ("a..", false),
    ])
  func hosts(_ authority: String, _ allowed: Bool) {
    let rule = HostRule(allowing: ["api.example."])
    #expect(bytes(authority) { rule.allows(Authority.host($0)) } == allowed)
  }

  @Test(
    "lets the loopback's origins in unless told otherwise",
    arguments: [
      ("http://localhost:3000", true), ("https://localhost", true), ("http://a.localhost:1", true),
      ("http://127.0.0.1:5", true), ("http://127.9.9.9", true), ("http://[::1]:8", true), ("null", false),
      ("http://localhost.evil.example", false), ("http://evil.example", false), ("ftp://localhost", false),
      ("http://128.0.0.1", false), ("http://", false), ("http://localhost/x", false), ("http://127.0.0.1.evil", false),
    ])
  func loopback(_ origin: String, _ allowed: Bool) {
    #expect(bytes(origin) { OriginRule([]).allows($0) } == allowed)
  }

  @Test("lets in what is listed, or any")
  func listed() {
    let rule = OriginRule(["https://app.example"])
    #expect(bytes("https://app.example") { rule.allows($0) })
    #expect(bytes("http://localhost") { !rule.allows($0) })
    #expect(bytes("null") { OriginRule(["*"]).allows($0) })
  }
}
