import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@testable import MockServer

@Suite("/_mock/databases")
struct DatabaseRoutesTests {
  private static let country = """
    {"tables":{"res_country":[{"id":1,"name":"Spain","code":"ES","phone_code":"+34"}]}}
    """

  @Test("lists the databases in alphabetical order, with scenario, moment and size")
  func lists() throws {
    let server = try TestServer.start()
    try server.control("PUT", "/databases/lucy", #"{"scenario":"empty"}"#)
    let list = try #require(try server.control("GET", "/databases").json.array)
    #expect(list.map { $0["name"]?.string } == ["lucy", "nebeus"])
    #expect(list.map { $0["scenario"]?.string } == ["empty", "reference"])
    for database in list {
      #expect(database.members?.map(\.key) == ["name", "scenario", "revision", "created", "size"])
      let created = try #require(database["created"]?.string.flatMap { Timestamp($0) })
      #expect(created > Timestamp(seconds: 1_500_000_000))
      #expect(try #require(database["size"]?.integer) > 50_000)
    }
  }

  @Test("makes a database and says so, replaces it and says that")
  func puts() throws {
    let server = try TestServer.start()
    let made = try server.control("PUT", "/databases/lucy", "{}")
    #expect(made.status == 201)
    #expect(try made.json["name"]?.string == "lucy")
    #expect(try made.json["scenario"]?.string == "reference")
    try server.change("DELETE FROM http_session", in: "lucy")
    try server.change("UPDATE res_partner SET name = 'Changed'", in: "lucy")
    let replaced = try server.control(
      "PUT", "/databases/lucy", #"{"scenario":"demo","clock":"2020-02-29T00:00:00Z","seed":7}"#)
    #expect(replaced.status == 200)
    #expect(try server.control("GET", "/databases/lucy").json["scenario"]?.string == "demo")
    #expect(
      try server.control("GET", "/databases/lucy/clock").text == #"{"now":"2020-02-29T00:00:00Z","frozen":true}"#)
    #expect(try server.rows("SELECT count(*) FROM res_partner WHERE name = 'Changed'", in: "lucy") == [["0"]])
  }

  @Test("takes from the server what the body leaves out, and needs no body")
  func defaults() throws {
    let server = try TestServer.start(scenario: "empty", clock: "2018-01-01 00:00:00")
    #expect(try server.control("PUT", "/databases/lucy").status == 201)
    #expect(try server.control("GET", "/databases/lucy").json["scenario"]?.string == "empty")
    #expect(
      try server.control("GET", "/databases/lucy/clock").text == #"{"now":"2018-01-01T00:00:00Z","frozen":true}"#)
  }

  @Test("makes random values repeatable by a seed")
  func seed() throws {
    let server = try TestServer.start(scenario: "demo")
    func session(_ name: String, _ seed: UInt64) throws -> String? {
      try server.control("PUT", "/databases/\(name)", #"{"seed":\#(seed)}"#)
      return try server.control("POST", "/databases/\(name)/sessions", #"{"login":"lucy@demo.example"}"#)
        .json["session_id"]?.string
    }
    let first = try session("a", 1)
    #expect(try session("b", 1) == first)
    #expect(try session("c", 2) != first)
    #expect(try session("a", 1) == first)
    // The command line takes as much.
    #expect(try session("d", .max) == session("e", .max))
  }

  @Test("removes a database; the API makes it anew")
  func removes() throws {
    let server = try TestServer.start()
    try server.change("UPDATE res_partner SET name = 'Changed'")
    let removed = try server.control("DELETE", "/databases/nebeus")
    #expect(removed.status == 204)
    #expect(removed.body.isEmpty)
    #expect(try server.control("GET", "/databases").text == "[]")
    #expect(try server.control("GET", "/databases/nebeus").status == 404)
    #expect(
      try server.control("DELETE", "/databases/nebeus").problem
        == "There is no database nebeus: PUT /_mock/databases/nebeus makes it, and so does its first API call")
    _ = try server.signIn("igor@nebeus.example")
    #expect(try server.rows("SELECT count(*) FROM res_partner WHERE name = 'Changed'") == [["0"]])
  }

  @Test("refuses a scenario that isn't there, and names those that are")
  func unknownScenario() throws {
    let server = try TestServer.start()
    let refused = try server.control("PUT", "/databases/lucy", #"{"scenario":"demon"}"#)
    #expect(refused.status == 400)
    #expect(
      try refused.problem == "There is no scenario demon: there are \(SeedLibrary().names.joined(separator: ", "))")
    #expect(try server.control("GET", "/databases/lucy").status == 404)
  }

  @Test("refuses a faulty scenario, and keeps what is there")
  func faultyScenario() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.country, to: "mine.json")
    let server = try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    try server.change("UPDATE res_country SET name = 'Kept'")
    try server.control("PUT", "/databases/nebeus/snapshots/kept")
    try folder.write(#"{"tables":{"res_planet":[]}}"#, to: "mine.json")
    for call in [("PUT", "/databases/nebeus"), ("PUT", "/databases/new"), ("POST", "/databases/nebeus/reset")] {
      let refused = try server.control(call.0, call.1)
      #expect(refused.status == 422)
      #expect(try refused.problem == "\(folder.path)/mine.json, res_planet: unknown table")
    }
    #expect(try server.rows("SELECT name FROM res_country") == [["Kept"]])
    #expect(try server.control("GET", "/databases/nebeus/snapshots").json.count == 1)
    #expect(try server.control("GET", "/databases").json.count == 1)
  }

  @Test("refuses one too many, and still replaces, resets and removes")
  func limit() throws {
    let server = try TestServer.start(maxDatabases: 2)
    #expect(try server.control("PUT", "/databases/one").status == 201)
    let refused = try server.control("PUT", "/databases/two")
    #expect(refused.status == 503)
    #expect(try refused.problem == "There are 2 databases already, which is the limit (--max-databases)")
    #expect(try server.control("PUT", "/databases/one").status == 200)
    #expect(try server.control("POST", "/databases/one/reset").status == 200)
    #expect(try server.control("DELETE", "/databases/one").status == 204)
    #expect(try server.control("PUT", "/databases/two").status == 201)
  }

  @Test(
    "refuses a body that it can't take, and says what would be right",
    arguments: [
      (
        #"{"clocks":"x"}"#,
        "clocks: unknown member; did you mean clock? this call takes clock, revision, scenario, seed"
      ),
      (#"{"clock":"noon"}"#, #"clock: should be a moment such as 2017-03-03T12:00:00Z, not "noon""#),
      (
        #"{"clock":"1969-12-31T23:59:59Z"}"#,
        "clock: should be from 1970-01-01 to 9999-12-31, not \"1969-12-31T23:59:59Z\""
      ),
      (#"{"seed":-1}"#, "seed: should be a whole number from 0 to 18446744073709551615, not -1"),
      (
        #"{"seed":18446744073709551616}"#,
        "seed: should be a whole number from 0 to 18446744073709551615, not 18446744073709551616"
      ),
      (#"{"seed":1.5}"#, "seed: should be a whole number from 0 to 18446744073709551615, not 1.5"),
      (#"{"scenario":1}"#, "scenario: should be a string, not 1"),
    ])
  func badBody(_ body: String, _ detail: String) throws {
    let server = try TestServer.start()
    let refused = try server.control("PUT", "/databases/lucy", body)
    #expect(refused.status == 400)
    #expect(try refused.problem == detail)
    #expect(try server.control("GET", "/databases").json.count == 1)
  }

  @Test(
    "has no database with an invalid name",
    arguments: ["Lucy", "a.b", "%2e%2e", "a%2fb", String(repeating: "a", count: 64)])
  func badName(_ name: String) throws {
    let server = try TestServer.start()
    for (method, path) in [("PUT", ""), ("GET", ""), ("DELETE", ""), ("POST", "/reset"), ("GET", "/clock")] {
      let refused = try server.control(method, "/databases/\(name)\(path)")
      #expect([400, 404].contains(refused.status))
      #expect(try refused.problem != nil)
    }
    #expect(try server.control("GET", "/databases").json.count == 1)
  }
}
