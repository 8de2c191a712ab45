import HTTP
import JSON
import SQLite
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("A fault of the server's own")
struct ServerFaultTests {
  private func start(logging log: LogLines, in folder: TemporaryFolder? = nil) throws -> TestServer {
    try TestServer.start { settings, _ in
      settings.logger = log.logger
      settings.data = folder.map { Settings.Data(folder: $0.path, isDurable: false) }
    }
  }

  @Test("is answered with a request id that the log has too, and with no internals")
  func reference() throws {
    let log = LogLines()
    let server = try start(logging: log)
    let caller = try server.signIn("igor@nebeus.example")
    try server.change("ALTER TABLE res_partner RENAME COLUMN city TO town")
    let answer = try caller.post("/partner/dashboard", #"{"id":3,"params":{}}"#)
    let logged = try #require(log.lines.first)
    #expect(log.lines.count == 1)
    #expect(logged.level == .error && logged.message.contains("city") && logged.requestID.count == 16)
    #expect(answer.status == 200)
    #expect(
      answer.text == #"{"jsonrpc":"2.0","id":3,"error":{"code":200,"message":"Odoo Server Error","data":"#
        + #"{"name":"openerp.exceptions.Error","message":"Something went wrong in the server. "#
        + #"The server's log says more, under request id \#(logged.requestID)","arguments":["\#(logged.requestID)"],"#
        + #""debug":""}}}"#)
  }

  @Test("is over when its cause is")
  func over() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.change("ALTER TABLE res_partner RENAME COLUMN city TO town")
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 200)
    try server.change("ALTER TABLE res_partner RENAME COLUMN town TO city")
    #expect(try caller.post("/partner/dashboard").json["city"]?.string == "Madrid")
  }

  @Test("leaves nothing of a call half done")
  func rollback() throws {
    let server = try TestServer.start()
    let before = try server.rows("SELECT count(*) FROM res_partner UNION ALL SELECT count(*) FROM account_account")
    try server.change("DROP TABLE res_users_device")
    let answer = try server.visitor().post("/signup/1.0/json", NewUser(["device_type": "1"]).json)
    #expect(try answer.json["error"]?["code"]?.integer == 200)
    #expect(
      try server.rows("SELECT count(*) FROM res_partner UNION ALL SELECT count(*) FROM account_account") == before)
    #expect(try server.rows("SELECT login FROM res_users WHERE login LIKE 'new@%'").isEmpty)
  }

  @Test("of one call of a batch doesn't affect the others")
  func batch() throws {
    let server = try TestServer.start()
    try server.change("DROP TABLE res_users_device")
    let users = [NewUser(["device_type": "1"]), NewUser(["login": #""b@b.cd""#])]
    let answer = try server.visitor().post("/signup/1.0/json", "[" + users.map(\.json).joined(separator: ",") + "]")
    #expect(try answer.json[0]?["error"]?["code"]?.integer == 200)
    #expect(try answer.json[1]?["result"]?["status"]?.string == "success")
  }

  @Test("gives no session to a sign-in that it undoes")
  func signIn() throws {
    let server = try TestServer.start()
    try server.change("DROP TABLE http_session")
    let answer = try server.visitor().post(
      "/signin/1.0/json", #"{"login":"igor@nebeus.example","password":"reference-password"}"#)
    #expect(try answer.json["error"]?["code"]?.integer == 200)
    #expect(answer.field("Set-Cookie") == nil)
  }

  @Test("that keeps a database from being made is logged, and its file is not named to the client")
  func making() throws {
    let log = LogLines()
    let folder = try TemporaryFolder()
    let server = try start(logging: log, in: folder)
    // What the database would be written to first is there already, as a folder.
    try folder.write("", to: "lucy.db.new/file")
    let answer = try server.visitor().post("/logout/1.0/json?db=lucy")
    let logged = try #require(log.lines.first)
    #expect(logged.level == .error && logged.message.contains("lucy.db.new"))
    #expect(answer.status == 500)
    #expect(
      try answer.json["error"]?["data"]?["message"]?.string
        == "The server's folder of databases can't be used (Is a directory): look at the folder. "
        + "The server's log says more, under request id \(logged.requestID)")
    #expect(!answer.text.contains("lucy.db"))
  }

  @Test("that leaves no memory for a database is 507, and says what helps")
  func noMemory() {
    let log = LogLines()
    var response = Response()
    Refusals.write(
      SQLiteError(.noMemory, "out of memory"), noting: InternalErrorLog(logger: log.logger), to: &response)
    let text = response.body.withBytes { String(decoding: $0, as: UTF8.self) }
    #expect(response.status == .insufficientStorage)
    #expect(
      text.contains("There is no memory to finish this call: remove databases and snapshots, or give the server more"))
    #expect(log.lines.first.map { text.contains($0.requestID) } == true)
  }

  @Test("in a page is distinguished from the client's mistakes")
  func page() throws {
    let log = LogLines()
    let server = try start(logging: log)
    try server.change("DROP TABLE reset_password_token")
    let answer = try server.visitor().get("/web/reset_password?token=1")
    let logged = try #require(log.lines.first)
    #expect(answer.status == 500)
    #expect(answer.text.contains(logged.requestID))
    #expect(!answer.text.contains("reset_password_token"))
  }
}
