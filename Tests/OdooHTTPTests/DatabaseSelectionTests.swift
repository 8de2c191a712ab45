import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("Which database a request means")
struct DatabaseSelectionTests {
  private let signIn = #"{"login":"igor@nebeus.example","password":"reference-password"}"#

  @Test(
    "is the first that is given: header, query, host's label, else nebeus",
    arguments: [
      ([:], "", "nebeus"), (["X-Odoo-Database": "lucy"], "", "lucy"), ([:], "?db=lucy", "lucy"),
      ([:], "?a=1&db=lucy&db=other", "lucy"), ([:], "?db=lu%63y", "lucy"), (["Host": "lucy.localhost"], "", "lucy"),
      (["Host": "lucy.localhost:8069"], "", "lucy"), (["Host": "lucy.api.localhost"], "", "lucy"),
      (["Host": "LUCY.localhost"], "", "lucy"), (["Host": "lucy.localhost."], "", "lucy"),
      (["Host": "localhost"], "", "nebeus"), (["Host": "127.0.0.1:8069"], "", "nebeus"),
      (["Host": "mock:8069"], "", "nebeus"), (["Host": "[::1]:8069"], "", "nebeus"),
      (["X-Odoo-Database": "a", "Host": "c.localhost"], "?db=b", "a"), (["Host": "c.localhost"], "?db=b", "b"),
      (["x-odoo-database": "0-9_z"], "", "0-9_z"),
      (["X-Odoo-Database": String(repeating: "a", count: 63)], "", String(repeating: "a", count: 63)),
    ] as [([String: String], String, String)])
  func first(_ fields: [String: String], _ query: String, _ database: String) throws {
    let answer = try TestServer.start().visitor(fields).post("/signin/1.0/json" + query, signIn)
    #expect(try answer.json[0]?["result"]?["db"]?.string == database)
  }

  @Test(
    "is refused for an invalid name",
    arguments: [
      (["X-Odoo-Database": "Lucy"], ""), (["X-Odoo-Database": "a b"], ""), (["X-Odoo-Database": "../a"], ""),
      (["X-Odoo-Database": "a.b"], ""), (["X-Odoo-Database": "zoé"], ""),
      (["X-Odoo-Database": String(repeating: "a", count: 64)], ""), ([:], "?db=Lucy"), ([:], "?db=a%00"),
      ([:], "?db=%2e%2e"), (["X-Odoo-Database": "NO"], "?db=lucy"),
    ] as [([String: String], String)])
  func badName(_ fields: [String: String], _ query: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor(fields).post("/signin/1.0/json" + query, signIn)
    #expect(answer.status == 400)
    #expect(try answer.json["error"]?["code"]?.integer == 400)
    #expect(
      try answer.json["error"]?["data"]?["message"]?.string?.hasSuffix(
        "use 1 to 63 of a-z, 0-9, - and _") == true)
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 1)
  }

  @Test("is made when it is first asked for, from the server's scenario, and then has its own state")
  func made() throws {
    let server = try TestServer.start()
    let lucy = try server.visitor(["X-Odoo-Database": "lucy"])
    let other = try server.visitor(["X-Odoo-Database": "other"])
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 1)
    _ = try lucy.post("/signup/1.0/json", NewUser().json)
    _ = try other.post("/logout/1.0/json")
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 3)
    try server.setClock("2020-01-01 00:00:00", in: "lucy")
    let count = "SELECT count(*) FROM res_users"
    #expect(try server.rows(count, in: "lucy") == [["3"]])
    #expect(try server.rows(count, in: "other") == [["2"]])
    #expect(try server.rows(count) == [["2"]])
    _ = try other.post("/signin/1.0/json", signIn)
    #expect(try server.rows("SELECT last_used FROM http_session", in: "other") == [["2017-03-03 12:00:00"]])
    #expect(try server.rows("SELECT * FROM http_session", in: "lucy").isEmpty)
  }

  @Test("is the issuer of the session where no name is given")
  func issuer() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = nil
    try server.change("UPDATE res_partner SET name = 'Lucid' WHERE id = 169", in: "lucy")
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Lucid")
    caller.fields["Host"] = "localhost"
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Lucid")
    caller.fields["Host"] = "nebeus.localhost"
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
  }

  @Test("is the last issuer's where two databases issued the same session")
  func lastIssuer() throws {
    let server = try TestServer.start()
    try server.change("UPDATE res_partner SET name = 'Lucid' WHERE id = 169", in: "lucy")
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    _ = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "other"])
    caller.fields["X-Odoo-Database"] = nil
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
    _ = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "other"])
    #expect(try caller.post("/partner/dashboard?db=lucy").json["name"]?.string == "Lucid")
  }

  @Test("can't be a new one above maxDatabases")
  func limit() throws {
    let server = try TestServer.start(maxDatabases: 2)
    let caller = try server.visitor(["X-Odoo-Database": "first"])
    #expect(try caller.post("/logout/1.0/json").status == 200)
    caller.fields["X-Odoo-Database"] = "second"
    let refused = try caller.post("/logout/1.0/json")
    #expect(refused.status == 503)
    #expect(
      try refused.json["error"]?["data"]?["message"]?.string
        == "There are 2 databases already, which is the limit (--max-databases)")
    caller.fields["X-Odoo-Database"] = "first"
    #expect(try caller.post("/logout/1.0/json").status == 200)
  }
}
