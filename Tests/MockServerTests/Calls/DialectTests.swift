import JSON
import JSONRPC
import ServerTestSupport
import TestSupport
import Testing

@Suite("Dialects")
struct DialectTests {
  private let documented = #"[{"id":1,"jsonrpc":"2.0","result":{"status":"success"}}]"#
  private let jsonrpc = #"{"jsonrpc":"2.0","id":1,"result":{"status":"success"}}"#
  private let call = #"{"id":1,"params":{}}"#

  @Test(
    "are the server's, unless the request prefers another",
    arguments: [
      (Dialect.documented, nil, "documented", nil), (.jsonrpc, nil, "jsonrpc", nil),
      (.documented, "dialect=jsonrpc", "jsonrpc", "dialect=jsonrpc"),
      (.jsonrpc, "dialect=documented", "documented", "dialect=documented"),
      (.documented, "dialect=documented", "documented", "dialect=documented"),
      (.documented, #"respond-async, Dialect = "jsonrpc"; x=1"#, "jsonrpc", "dialect=jsonrpc"),
      (.documented, "dialect=jsonrpc, dialect=documented", "jsonrpc", "dialect=jsonrpc"),
      (.documented, "dialect=xml", "documented", nil), (.documented, "dialect=JSONRPC", "documented", nil),
      (.documented, "dialect", "documented", nil), (.documented, "return=minimal", "documented", nil),
      (.documented, "", "documented", nil),
    ] as [(Dialect, String?, String, String?)])
  func choice(_ server: Dialect, _ preference: String?, _ dialect: String, _ applied: String?) throws {
    let server = try TestServer.start { settings, _ in settings.dialect = server }
    let answer = try server.visitor(preference.map { ["Prefer": $0] } ?? [:]).post("/logout/1.0/json", call)
    #expect(answer.text == (dialect == "jsonrpc" ? jsonrpc : documented))
    #expect(answer.field("Preference-Applied") == applied)
  }

  @Test(
    "wrap every endpoint's answer in one plain envelope where JSON-RPC is spoken",
    arguments: [
      ("/signin/1.0/json", #"{"login":"igor@nebeus.example","password":"reference-password"}"#),
      ("/signin/1.0/json", "{}"), ("/logout/1.0/json", "{}"), ("/reset_password/1.0/json", "{}"),
      ("/signup/1.0/json", "{}"), ("/get_countries/1.0/json", "{}"), ("/partner/dashboard", "{}"),
      ("/dashboard/graphic", "{}"),
    ])
  func plain(_ path: String, _ params: String) throws {
    let caller = try TestServer.start().signIn("igor@nebeus.example", "reference-password")
    caller.fields["Prefer"] = "dialect=jsonrpc"
    let answer = try caller.post(path, #"{"id":5,"params":\#(params)}"#).json
    #expect(answer.members?.map(\.key) == ["jsonrpc", "id", "result"])
    #expect(answer["id"]?.integer == 5)
  }

  @Test("agree on what is in the envelope")
  func agree() throws {
    let caller = try TestServer.start().signIn("igor@nebeus.example")
    let bare = try caller.post("/partner/dashboard").text
    caller.fields["Prefer"] = "dialect=jsonrpc"
    #expect(try caller.post("/partner/dashboard").text == #"{"jsonrpc":"2.0","id":null,"result":\#(bare)}"#)
  }

  @Test("give byte-equal answers for equal states")
  func equal() throws {
    let first = try TestServer.start().signIn("anonymous@nebeus.example").post("/partner/dashboard")
    let second = try TestServer.start().signIn("anonymous@nebeus.example").post("/partner/dashboard")
    #expect(first.body == second.body)
  }
}
