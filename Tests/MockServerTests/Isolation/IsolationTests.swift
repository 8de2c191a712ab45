import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A thousand databases side by side")
struct IsolationTests {
  @Test("know nothing of each other: rows, sessions, clocks, outboxes, journals, faults, snapshots")
  func apart() async throws {
    let server = try TestServer.start()
    let count = 999
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in 0..<8 {
        group.addTask {
          for number in stride(from: client, to: count, by: 8) { try Self.use(number, of: server) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try server.control("GET", "/databases").json.count == count + 1)
    for number in stride(from: 0, to: count, by: 37) { try Self.check(number, of: server) }
    #expect(try server.rows("SELECT count(*) FROM http_session") == [["0"]])
    #expect(try server.rows("SELECT count(*) FROM mock_outbox") == [["0"]])
    #expect(try server.control("PUT", "/databases/one-too-many").status == 503)
  }

  private static func clock(_ number: Int) -> String {
    let digits = String(number + 1_000).dropFirst()
    return "2\(digits)-05-17T10:00:00Z"
  }

  private static func use(_ number: Int, of server: TestServer) throws {
    let body = #"{"clock":"\#(clock(number))","seed":\#(number)}"#
    let fault = #"{"path":"/partner/dashboard","error":{"code":\#(number),"message":"\#(number)"}}"#
    let made = try server.control("PUT", "/databases/n\(number)", number % 2 == 0 ? body : nil)
    #expect(made.status == 201)
    let caller = try server.signIn(
      "igor@nebeus.example", "reference-password", ["X-Odoo-Database": "n\(number)"])
    _ = try caller.post("/helpdesk/message", #"{"login":"n\#(number)@x.example","name":"N","message":"M"}"#)
    try server.control("PUT", "/databases/n\(number)/faults/f\(number)", fault)
    try server.control("PUT", "/databases/n\(number)/snapshots/s\(number)")
  }

  /// A session is good in its own database, where that one's fault strikes, and in no other.
  private static func checkSession(_ number: Int, of server: TestServer) throws {
    let given = try server.control("POST", "/databases/n\(number)/sessions", #"{"login":"igor@nebeus.example"}"#)
    let session = ["X-Openerp-Session-Id": try #require(try given.json["session_id"]?.string)]
    func code(_ path: String, in name: String) throws -> Int? {
      try server.visitor(session.merging(["X-Odoo-Database": name]) { $1 }).post(path).json["error"]?["code"]?.integer
    }
    #expect(try code("/partner/dashboard", in: "n\(number)") == number)
    #expect(try code("/dashboard/graphic", in: "n\(number)") == nil)
    for name in ["n\((number + 1) % 999)", "nebeus"] { #expect(try code("/dashboard/graphic", in: name) == 100) }
  }

  private static func check(_ number: Int, of server: TestServer) throws {
    let name = "n\(number)"
    #expect(try server.rows("SELECT count(*) FROM http_session", in: name) == [["1"]])
    #expect(try server.rows("SELECT email FROM helpdesk_ticket", in: name) == [["n\(number)@x.example"]])
    let journal = try #require(try server.control("GET", "/databases/\(name)/journal").json.array)
    #expect(journal.map { $0["path"]?.string } == ["/signin/1.0/json", "/helpdesk/message"])
    #expect(journal.last?["params"]?["login"]?.string == "n\(number)@x.example")
    let outbox = try server.control("GET", "/databases/\(name)/outbox").json
    #expect(outbox.array?.map { $0["to"]?.string } == ["n\(number)@x.example"])
    let faults = try server.control("GET", "/databases/\(name)/faults").json
    #expect(faults.array?.map { $0["id"]?.string } == ["f\(number)"])
    #expect(try server.control("GET", "/databases/\(name)/snapshots").json[0]?["name"]?.string == "s\(number)")
    try checkSession(number, of: server)
    let now = number % 2 == 0 ? clock(number) : "2017-03-03T12:00:00Z"
    #expect(try server.control("GET", "/databases/\(name)/clock").json["now"]?.string == now)
  }
}
