import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /_mock/databases/NAME/sessions")
struct SessionRouteTests {
  @Test("gives a session without the password, good in its database", arguments: ["igor", "IGOR"])
  func gives(_ name: String) throws {
    let server = try TestServer.start()
    try server.control("PUT", "/databases/lucy")
    try server.change("UPDATE res_partner SET name = 'Lucid' WHERE id = 169", in: "lucy")
    let answer = try server.control("POST", "/databases/lucy/sessions", #"{"login":"\#(name)@nebeus.example"}"#)
    #expect(answer.status == 200)
    #expect(answer.text == #"{"session_id":"95gdjkhksdhfjwehwlew","uid":154}"#)
    let caller = try server.visitor(["X-Openerp-Session-Id": "95gdjkhksdhfjwehwlew"])
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Lucid")
    #expect(try caller.post("/partner/dashboard?db=nebeus").json["error"]?["code"]?.integer == 100)
  }

  @Test(
    "refuses",
    arguments: [
      (
        #"{"login":"nobody@nebeus.example"}"#, 422,
        "login: nobody in the database nebeus has the login nobody@nebeus.example"
      ),
      ("{}", 400, "login: required"),
      (#"{"login":5}"#, 400, "login: should be a string, not 5"),
      (#"{"user":5}"#, 400, "user: unknown member; this call takes cookie, login"),
      ("[", 400, nil),
    ] as [(String, Int, String?)])
  func refuses(_ body: String, _ status: Int, _ detail: String?) throws {
    let server = try TestServer.start()
    let refused = try server.control("POST", "/databases/nebeus/sessions", body)
    #expect(refused.status == status)
    if let detail { #expect(try refused.problem == detail) }
    #expect(try server.rows("SELECT * FROM http_session") == [])
  }
}
