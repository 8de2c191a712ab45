import JSON
import NebeusSchema
import SQLite
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("Databases in files")
struct DataFolderTests {
  private func start(_ folder: TemporaryFolder, scenario: String = "reference", isDurable: Bool = false) throws
    -> TestServer
  {
    try TestServer.start(scenario: scenario) { settings, _ in
      settings.data = Settings.Data(folder: folder.path, isDurable: isDurable)
    }
  }

  @Test("are files that plain SQLite opens and finds sound", arguments: [false, true])
  func plain(_ isDurable: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(folder, isDurable: isDurable)
    try server.control("PUT", "/databases/lucy", #"{"scenario":"demo"}"#)
    let caller = try server.signIn("lucy@demo.example", "demo-password", ["X-Odoo-Database": "lucy"])
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Lucy")
    let connection = try SQLiteConnection(.file("\(folder.path)/lucy.db"))
    #expect(try connection.first("PRAGMA integrity_check") { try $0[0] as String } == "ok")
    #expect(try connection.first("PRAGMA journal_mode") { try $0[0] as String } == "wal")
    #expect(try connection.first("PRAGMA application_id") { try $0[0] as Int } == Schema.nebeus.applicationID)
    #expect(try connection.first("SELECT count(*) FROM http_session") { try $0[0] as Int } == 1)
    #expect(
      try server.rows("PRAGMA synchronous", in: "lucy") == [[isDurable ? "2" : "1"]])
  }

  @Test("are the same files when they are reset or replaced, and no more when they are removed")
  func lives() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    try server.control("PUT", "/databases/lucy")
    try server.control("PUT", "/databases/lucy/snapshots/kept")
    try server.change("UPDATE res_partner SET name = 'Changed'", in: "lucy")
    func changed() throws -> Int? {
      try SQLiteConnection(.file("\(folder.path)/lucy.db"))
        .first("SELECT count(*) FROM res_partner WHERE name = 'Changed'") { try $0[0] as Int }
    }
    #expect(try changed() != 0)
    #expect(try server.control("POST", "/databases/lucy/reset").status == 200)
    #expect(try changed() == 0)
    #expect(try server.control("GET", "/databases/lucy/snapshots").json.count == 1)
    #expect(try server.control("PUT", "/databases/lucy", #"{"scenario":"empty"}"#).status == 200)
    #expect(try server.rows("SELECT count(*) FROM res_partner", in: "lucy") == [["0"]])
    #expect(try server.control("GET", "/databases/lucy/snapshots").json.count == 0)
    try server.control("PUT", "/databases/lucy/snapshots/kept")
    #expect(try server.control("DELETE", "/databases/lucy").status == 204)
    #expect(try folder.names().filter { $0.hasPrefix("lucy") } == [])
    #expect(try server.control("PUT", "/databases/lucy").status == 201)
    #expect(try server.control("GET", "/databases/lucy/snapshots").json.count == 0)
  }

  @Test("return to their snapshots, clock, sessions and all")
  func snapshots() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let path = "/databases/nebeus/snapshots"
    let caller = try server.signIn("igor@nebeus.example")
    #expect(try server.control("PUT", path + "/kept").status == 201)
    #expect(try server.control("PUT", path + "/kept").status == 200)
    let state = try server.state()
    _ = try caller.post("/logout/1.0/json")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":null}"#)
    try server.change("DELETE FROM mock_outbox; UPDATE res_partner SET name = 'Changed'")
    #expect(try server.control("POST", path + "/kept/restore").status == 200)
    #expect(try server.state() == state)
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
    #expect(
      try server.control("GET", "/databases/nebeus/clock").text == #"{"now":"2017-03-03T12:00:00Z","frozen":true}"#)
    #expect(try server.control("GET", path).json[0]?["size"]?.integer ?? 0 > 50_000)
    #expect(try server.control("DELETE", path + "/kept").status == 204)
    #expect(try folder.names().contains("nebeus.snapshots/kept.db") == false)
  }

  @Test("refuse a damaged snapshot, and stay as they are")
  func foreignSnapshot() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let path = "/databases/nebeus/snapshots"
    try server.control("PUT", path + "/kept")
    try folder.write(Array("no database".utf8), to: "nebeus.snapshots/kept.db")
    let state = try server.state()
    let refused = try server.control("POST", path + "/kept/restore")
    #expect(refused.status == 422)
    #expect(try refused.problem == "\(folder.path)/nebeus.snapshots/kept.db: not an SQLite database")
    #expect(try server.state() == state)
  }

  @Test("don't take the place of a file that came meanwhile")
  func foreignFile() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    try folder.write([1, 2, 3], to: "lucy.db")
    let refused = try server.control("PUT", "/databases/lucy")
    #expect(refused.status == 422)
    #expect(
      try refused.problem
        == "\(folder.path)/lucy.db: the file was put there while the server was running: restart the server to open it")
    #expect(try folder.bytes(of: "lucy.db") == [1, 2, 3])
  }

  @Test("that are full refuse to grow, say so, and keep what they have", arguments: [false, true])
  func full(_ isReset: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    try server.change("UPDATE res_partner SET name = 'Kept'")
    let state = try server.state()
    let pages = try #require(try server.rows("PRAGMA page_count").first?.first)
    try server.change("PRAGMA max_page_count = \(pages)")
    let refused =
      try isReset
      ? server.control("PUT", "/databases/nebeus", #"{"scenario":"demo"}"#)
      : server.control("POST", "/databases/nebeus/fixtures", Self.bigFixture)
    #expect(refused.status == 507)
    #expect(
      try refused.problem
        == "There is no room on the disk for this change, which was undone: free some, and call again")
    #expect(try server.state() == state)
    #expect(try server.visitor().post("/get_countries/1.0/json").status == 200)
  }

  @Test("that are full refuse calls that write, which then have written nothing, and answer the others")
  func fullCall() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let caller = try server.signIn("igor@nebeus.example")
    let state = try server.state()
    let pages = try #require(try server.rows("PRAGMA page_count").first?.first)
    try server.change("PRAGMA max_page_count = \(pages)")
    let message = String(repeating: "m", count: 60_000)
    let refused = try caller.post(
      "/helpdesk/message", #"{"login":"a@b.example","name":"N","message":"\#(message)"}"#)
    #expect(refused.status == 507)
    #expect(try refused.json["error"]?["message"]?.string == "Odoo Server Error")
    #expect(try server.state() == state)
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
    try server.change("PRAGMA max_page_count = 1000000")
    #expect(
      try caller.post("/helpdesk/message", #"{"login":"a@b.example","name":"N","message":"\#(message)"}"#).status == 200
    )
  }

  @Test("that wait for the disk lose nothing where many call at once, and answer a connection's calls in order")
  func durableAtOnce() async throws {
    let folder = try TemporaryFolder()
    let server = try start(folder, isDurable: true)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in 0..<8 {
        group.addTask {
          let caller = try server.visitor()
          for number in 0..<10 {
            let mail = "n\(client)-\(number)@x.example"
            let answer = try caller.post("/helpdesk/message", #"{"login":"\#(mail)","name":"N","message":"M"}"#)
            #expect(answer.status == 200 && answer.text.contains("success"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try server.rows("SELECT count(*), count(DISTINCT email), max(id) FROM helpdesk_ticket") == [["80", "80", "80"]])
    let client = try RawClient(port: server.port)
    let call = "POST /helpdesk/message HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
    let countries = "POST /get_countries/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    try client.send(call + countries + "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n" + call)
    #expect(try client.response().text.contains("email"))
    #expect(try client.response().text.hasPrefix(#"[{"id""#))
    #expect(try client.response().json["status"]?.string == "ok")
    #expect(try client.response().text.contains("email"))
  }

  private static let bigFixture: String = {
    let rows = (1_000..<3_000).map { #"{"id":\#($0),"name":"\#(String(repeating: "n", count: 100))"}"# }
    return #"{"tables":{"res_partner":[\#(rows.joined(separator: ","))]}}"#
  }()
}
