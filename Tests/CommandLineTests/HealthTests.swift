import Glibc
import TestSupport
import Testing

@Suite("nebeus-mock health")
struct HealthTests {
  private let healthy = Program.Outcome(code: 0, output: "ok\n", error: "")

  @Test("is well where a server answers", arguments: ["", "/", "/any/path?x=y"])
  func answers(_ end: String) throws {
    let server = try Served()
    #expect(try Program.run(["health", "--url", "http://127.0.0.1:\(server.port)\(end)"]) == healthy)
  }

  @Test("asks the loopback at the port of the server's own variable")
  func variable() throws {
    let server = try Served()
    #expect(try Program.run(["health"], environment: ["NEBEUS_MOCK_PORT": "\(server.port)"]) == healthy)
    let elsewhere = try Program.run(
      ["health", "--url", "http://127.0.0.1:\(server.port)"], environment: ["NEBEUS_MOCK_PORT": "1"])
    #expect(elsewhere == healthy)
  }

  @Test("is not well where nobody answers")
  func nobody() throws {
    #expect(
      try Program.run(["health", "--url", "http://127.0.0.1:1"])
        == Program.Outcome(code: 1, output: "", error: "no answer: connect 127.0.0.1:1: Connection refused\n"))
  }

  @Test("is not well where a server has stopped")
  func stopped() throws {
    let server = try Served()
    #expect(try server.stop().code == 0)
    #expect(try Program.run(["health", "--url", "http://127.0.0.1:\(server.port)"]).code == 1)
  }

  @Test(
    "is bad usage with an invalid URL",
    arguments: ["127.0.0.1:8069", "https://127.0.0.1", "http://", "http://example.com:80", "http://127.0.0.1:x", ""])
  func badURL(_ url: String) throws {
    let outcome = try Program.run(["health", "--url", url])
    #expect(outcome.code == 64 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.error.hasPrefix("invalid value \(url.debugDescription) for --url: use http:// and an address"))
  }

  @Test("is bad usage with an invalid port in the variable")
  func badVariable() throws {
    #expect(
      try Program.run(["health"], environment: ["NEBEUS_MOCK_PORT": "x"])
        == Program.Outcome(
          code: 64, output: "", error: "invalid value \"x\" for NEBEUS_MOCK_PORT: use a whole number from 0 to 65535\n")
    )
  }
}
