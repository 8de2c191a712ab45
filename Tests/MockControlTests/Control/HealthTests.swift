import JSON
import ServerTestSupport
import TestSupport
import Testing
import MockControl

@testable import MockServer

@Suite("GET /_mock/health")
struct HealthTests {
  @Test("says that the server answers, its version, its age in seconds and how many databases it has")
  func shape() throws {
    let answer = try TestServer.start().visitor().get("/_mock/health")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/json")
    let health = try answer.json
    #expect(health.members?.map(\.key) == ["status", "version", "uptime", "databases"])
    #expect(health["status"]?.string == "ok")
    #expect(health["version"]?.string == Version.version)
    #expect(try #require(health["uptime"]?.integer) < 60)
    #expect(health["databases"]?.integer == 1)
  }

  @Test("answers HEAD")
  func head() throws {
    #expect(try TestServer.start().visitor().send("HEAD", "/_mock/health", nil, type: nil).status == 200)
  }

  @Test("makes no database")
  func databases() throws {
    let answer = try TestServer.start().visitor(["X-Odoo-Database": "lucy"]).get("/_mock/health")
    #expect(try answer.json["databases"]?.integer == 1)
  }
}
