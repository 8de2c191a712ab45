import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("Databases that are reset, replaced and deleted while requests are on their way")
struct InFlightTests {
  @Test(
    "answer from before or after, or that they are gone, and never a mixture",
    arguments: [
      ("POST", "/databases/lucy/reset"), ("POST", "/databases/lucy/snapshots/kept/restore"),
      ("PUT", "/databases/lucy"), ("DELETE", "/databases/lucy"),
    ])
  func whole(_ method: String, _ path: String) async throws {
    let server = try TestServer.start()
    try server.control("PUT", "/databases/lucy")
    try server.control("PUT", "/databases/lucy/snapshots/kept")
    let seen = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
      for _ in 0..<6 {
        group.addTask { try Self.ask(server, times: 300) }
      }
      for _ in 0..<100 {
        // A state in which every country has another name, and then none of it.
        let names = try server.rows("SELECT count(*) FROM res_country WHERE name = 'X'", in: "lucy")
        #expect(names == [["0"]])
        try? server.change("UPDATE res_country SET name = 'X'", in: "lucy")
        #expect([200, 201, 204, 404].contains(try server.control(method, path).status))
      }
      return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    }
    #expect(Set(seen.keys).isSubset(of: [200, 409]))
    #expect(try server.visitor(["X-Odoo-Database": "lucy"]).post("/get_countries/1.0/json").status == 200)
  }

  /// Asks for the countries, and counts the answers by status.
  private static func ask(_ server: TestServer, times: Int) throws -> [Int: Int] {
    let caller = try server.visitor(["X-Odoo-Database": "lucy"])
    var seen: [Int: Int] = [:]
    for _ in 0..<times {
      let answer = try caller.post("/get_countries/1.0/json")
      seen[answer.status, default: 0] += 1
      if answer.status == 200 {
        let names = Set(try answer.json.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(names == ["X"] || (!names.isEmpty && !names.contains("X")))
      } else {
        #expect(try answer.json["error"]?["code"]?.integer == 409)
      }
    }
    return seen
  }

  static let ways = [
    ("POST", "/databases/nebeus/reset"), ("PUT", "/databases/nebeus"), ("DELETE", "/databases/nebeus"),
  ]

  @Test("answer clients that wait for something of them", arguments: ways, [false, true])
  func waits(_ way: (method: String, path: String), isInFiles: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(isInFiles ? folder : nil)
    let waiting = [try server.waiter(), try server.waiter()]
    try waiting[0].ask("GET", "/outbox?wait=300")
    try waiting[1].ask("POST", "/journal/verify", #"{"path":"/a","within_seconds":300}"#)
    try server.awaitWaiters(2)
    #expect(try [200, 204].contains(server.control(way.method, way.path).status))
    for waiter in waiting {
      let answer = try waiter.response()
      #expect(answer.status == 409)
      #expect(try answer.problem?.contains("was reset, replaced or deleted") == true)
    }
  }

  @Test(
    "answer a call that a fault delays from the state before, or refuse it; it is never made in the new state",
    arguments: ways)
  func delayed(_ way: (method: String, path: String)) throws {
    for (when, isInFiles) in [("before", false), ("after", false), ("before", true), ("after", true)] {
      let folder = try TemporaryFolder()
      let server = try start(isInFiles ? folder : nil)
      let caller = try server.visitor()
      try caller.order(#"{"path":"/helpdesk/message","delay_ms":300,"when":"\#(when)"}"#)
      let client = try RawClient(port: server.port)
      let ticket = #"{"login":"a@b.example","name":"N","message":"M"}"#
      try client.send(
        "POST /helpdesk/message HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(ticket.utf8.count)\r\n\r\n\(ticket)")
      if when == "before" {
        try caller.awaitStrike()
      } else {
        #expect(try caller.control("GET", "/outbox?wait=300").json.count == 1)
      }
      #expect(try [200, 204].contains(server.control(way.method, way.path).status))
      let status = try client.response().status
      // On a machine that is slow enough the call was made in time.
      #expect(when == "before" ? [200, 409].contains(status) : status == 200)
      #expect(try server.rows("SELECT count(*) FROM helpdesk_ticket") == [["0"]])
      #expect(try caller.control("GET", "/journal").text == "[]")
    }
  }

  /// In memory where there is no folder; else waiting for the disk, too.
  private func start(_ folder: TemporaryFolder?) throws -> TestServer {
    try TestServer.start { settings, _ in
      settings.data = folder.map { Settings.Data(folder: $0.path, isDurable: true) }
    }
  }

  @Test("leave no session")
  func sessions() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = nil
    try server.control("DELETE", "/databases/lucy")
    // The session means no database now, so that this is the standard one's, and lucy isn't made for it.
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try server.control("GET", "/databases").json.array?.map { $0["name"]?.string } == ["nebeus"])
  }
}
