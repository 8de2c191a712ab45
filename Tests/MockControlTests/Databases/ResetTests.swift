import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("POST /_mock/databases/NAME/reset")
struct ResetTests {
  @Test(
    "returns to the initial state: tables, clock, randomness, sessions, outbox, journal, faults; the snapshots stay")
  func resets() throws {
    let server = try TestServer.start()
    let body = #"{"scenario":"demo","clock":"2017-06-01T08:00:00Z","seed":3}"#
    let made = try server.control("PUT", "/databases/lucy", body)
    func tables() throws -> [[[String]]] {
      try ["res_partner", "http_session", "mock_outbox", "mock_state", "account_account"].map { table in
        try server.rows("SELECT * FROM \(table)", in: "lucy")
      }
    }
    let before = try tables()
    let caller = try server.signIn("lucy@demo.example", "demo-password", ["X-Odoo-Database": "lucy"])
    let session = try #require(caller.fields["X-Openerp-Session-Id"])
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"lucy@demo.example"}"#)
    try server.control("PUT", "/databases/lucy/clock", #"{"now":null}"#)
    try server.control("PUT", "/databases/lucy/snapshots/used")
    try server.change("UPDATE res_partner SET name = 'Changed'", in: "lucy")
    try server.control("PUT", "/databases/lucy/faults/f", #"{"path":"/nowhere*","status":500}"#)
    #expect(try tables() != before)
    #expect(try server.control("GET", "/databases/lucy/journal").json.count == 2)

    // A body may be blank where nothing is to be said.
    let reset = try server.control("POST", "/databases/lucy/reset", " \t\r\n")
    #expect(reset.status == 200)
    #expect(try reset.json["created"]?.string == made.json["created"]?.string)
    #expect(try reset.json["scenario"]?.string == "demo")
    #expect(try tables() == before)
    #expect(try server.control("GET", "/databases/lucy/journal").text == "[]")
    #expect(try server.control("GET", "/databases/lucy/faults").text == "[]")
    #expect(
      try server.control("GET", "/databases/lucy/clock").text == #"{"now":"2017-06-01T08:00:00Z","frozen":true}"#)
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try server.control("GET", "/databases/lucy/snapshots").json.count == 1)
    // The same seed draws the same again.
    let again = try server.signIn("lucy@demo.example", "demo-password", ["X-Odoo-Database": "lucy"])
    #expect(again.fields["X-Openerp-Session-Id"] == session)
  }

  @Test("reads the scenario anew")
  func rereads() throws {
    func scenario(_ name: String) -> [UInt8] {
      Array(#"{"tables":{"res_country":[{"id":1,"name":"\#(name)","code":"ES","phone_code":"+34"}]}}"#.utf8)
    }
    let folder = try TemporaryFolder()
    try folder.write(scenario("First"), to: "mine.json")
    let server = try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    try folder.write(scenario("Second"), to: "mine.json")
    #expect(try server.rows("SELECT name FROM res_country") == [["First"]])
    #expect(try server.control("POST", "/databases/nebeus/reset", "{}").status == 200)
    #expect(try server.rows("SELECT name FROM res_country") == [["Second"]])
  }

  @Test("is of a database that is there, and takes no members")
  func refuses() throws {
    let server = try TestServer.start()
    #expect(try server.control("POST", "/databases/lucy/reset").status == 404)
    #expect(try server.control("POST", "/databases/nebeus/reset", #"{"scenario":"demo"}"#).status == 400)
    #expect(try server.control("GET", "/databases").json.count == 1)
  }
}
