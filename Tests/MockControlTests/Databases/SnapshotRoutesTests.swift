import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@Suite("/_mock/databases/NAME/snapshots")
struct SnapshotRoutesTests {
  private let path = "/databases/nebeus/snapshots"

  @Test("keeps a state, keeps another under its name, lists and forgets")
  func keeps() throws {
    let server = try TestServer.start()
    #expect(try server.control("GET", path).text == "[]")
    let kept = try server.control("PUT", path + "/second")
    #expect(kept.status == 201)
    #expect(try kept.json.members?.map(\.key) == ["name", "created", "size"])
    #expect(try kept.json["name"]?.string == "second")
    #expect(try #require(kept.json["size"]?.integer) > 50_000)
    #expect(try #require(kept.json["created"]?.string.flatMap { Timestamp($0) }) > Timestamp(seconds: 1_500_000_000))
    #expect(try server.control("PUT", path + "/second", "{}").status == 200)
    #expect(try server.control("PUT", path + "/first").status == 201)
    #expect(try server.control("GET", path).json.array?.map { $0["name"]?.string } == ["first", "second"])
    #expect(try server.control("DELETE", path + "/second").status == 204)
    #expect(try server.control("GET", path).json.array?.map { $0["name"]?.string } == ["first"])
  }

  @Test("returns to all of the state: tables, clock, randomness, sessions and outbox")
  func restores() throws {
    let server = try TestServer.start(scenario: "demo", clock: "2017-06-01 08:00:00", seed: 5)
    let caller = try server.signIn("lucy@demo.example", "demo-password")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":"2017-06-02T08:00:00Z"}"#)
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"lucy@demo.example"}"#)
    try server.control("PUT", path + "/kept")
    let state = try server.state()
    let next = try server.signIn("lucy@demo.example", "demo-password")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":null}"#)
    try server.change("UPDATE res_partner SET name = 'Changed'; DELETE FROM mock_outbox")
    #expect(try server.state() != state)

    let restored = try server.control("POST", path + "/kept/restore")
    #expect(restored.status == 200)
    #expect(try restored.json["name"]?.string == "nebeus")
    #expect(try server.state() == state)
    #expect(
      try server.control("GET", "/databases/nebeus/clock").text == #"{"now":"2017-06-02T08:00:00Z","frozen":true}"#)
    #expect(try caller.post("/partner/dashboard").json["error"] == nil)
    #expect(try next.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    // RandomSource goes on from where it was.
    let again = try server.signIn("lucy@demo.example", "demo-password")
    #expect(again.fields["X-Openerp-Session-Id"] == next.fields["X-Openerp-Session-Id"])
  }

  @Test("leaves the journal and the faults as they are")
  func watching() throws {
    let server = try TestServer.start()
    try server.control("PUT", path + "/kept")
    _ = try server.visitor().post("/get_countries/1.0/json")
    try server.control("PUT", "/databases/nebeus/faults/f", #"{"path":"/nowhere*","status":500}"#)
    try server.control("POST", path + "/kept/restore")
    #expect(try server.control("GET", "/databases/nebeus/journal").json.count == 1)
    #expect(try server.control("GET", "/databases/nebeus/faults").json.count == 1)
  }

  @Test("knows a restored session's database again")
  func sessions() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = nil
    try server.change("UPDATE res_partner SET name = 'Lucid' WHERE id = 169", in: "lucy")
    try server.control("PUT", "/databases/lucy/snapshots/kept")
    _ = try caller.post("/logout/1.0/json")
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    try server.control("POST", "/databases/lucy/snapshots/kept/restore")
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Lucid")
  }

  @Test("takes fixtures before and after")
  func fixtures() throws {
    let server = try TestServer.start()
    let fixture = #"{"tables":{"res_country":[{"id":900,"name":"Atlantis","code":"ZZ","phone_code":"+1"}]}}"#
    let count = "SELECT count(*) FROM res_country WHERE id = 900"
    try server.control("PUT", path + "/kept")
    for _ in 0..<8 {
      #expect(try server.control("POST", "/databases/nebeus/fixtures", fixture).status == 200)
      #expect(try server.rows(count) == [["1"]])
      #expect(try server.control("POST", path + "/kept/restore").status == 200)
      #expect(try server.rows(count) == [["0"]])
    }
  }

  @Test("a clock as it was made is so again, also where it ran meanwhile")
  func clock() throws {
    let server = try TestServer.start()
    try server.control("PUT", path + "/kept")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":null}"#)
    try server.control("POST", path + "/kept/restore")
    #expect(
      try server.control("GET", "/databases/nebeus/clock").text == #"{"now":"2017-03-03T12:00:00Z","frozen":true}"#)
  }

  @Test("go with their database, by PUT and DELETE")
  func go() throws {
    let server = try TestServer.start()
    for (method, path) in [("PUT", "/databases/lucy"), ("DELETE", "/databases/lucy")] {
      try server.control("PUT", "/databases/lucy")
      try server.control("PUT", "/databases/lucy/snapshots/kept")
      try server.control(method, path)
      try server.control("PUT", "/databases/lucy")
      #expect(try server.control("GET", "/databases/lucy/snapshots").text == "[]")
    }
  }

  @Test("are one database's own, and have plain names")
  func refuses() throws {
    let server = try TestServer.start()
    try server.control("PUT", path + "/kept")
    try server.control("PUT", "/databases/lucy")
    let unknown = try server.control("POST", "/databases/lucy/snapshots/kept/restore")
    #expect(unknown.status == 404)
    #expect(
      try unknown.problem
        == "The database lucy has no snapshot kept: PUT /_mock/databases/lucy/snapshots/kept keeps one")
    #expect(try server.control("DELETE", "/databases/lucy/snapshots/kept").status == 404)
    for name in ["Kept", "a.b", "%2e%2e", "a%2fb", "a%00", String(repeating: "a", count: 64)] {
      for (method, suffix) in [("PUT", ""), ("DELETE", ""), ("POST", "/restore")] {
        let refused = try server.control(method, path + "/\(name)\(suffix)")
        #expect([400, 404].contains(refused.status))
        #expect(try refused.problem != nil)
      }
    }
    #expect(try server.control("GET", path).json.count == 1)
  }
}
