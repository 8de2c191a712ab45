import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A strict server")
struct StrictTests {
  private func post(
    _ path: String, _ body: String, type: String? = "application/json"
  ) throws -> RawResponse {
    try TestServer.start { settings, _ in settings.isStrict = true }.visitor().post(path, body, type: type)
  }

  @Test("takes the documented call", arguments: ["null", "1", #""a""#])
  func takes(_ id: String) throws {
    let call = #"{"id":\#(id),"jsonrpc":"2.0","method":"call","params":{"login":"igor@nebeus.example"}}"#
    let answer = try post("/reset_password/1.0/json", call, type: "application/json; charset=utf-8")
    #expect(answer.text == #"[{"id":\#(id),"jsonrpc":"2.0","result":{"status":"success"}}]"#)
  }

  @Test(
    "refuses a call without the envelope",
    arguments: [
      "", #"{"login":"igor@nebeus.example"}"#, #"{"method":"call","params":{}}"#, #"{"jsonrpc":"2.0","params":{}}"#,
      #"{"jsonrpc":2.0,"method":"call","params":{}}"#, #"{"jsonrpc":"1.0","method":"call"}"#,
      #"{"jsonrpc":"2.0","method":"Call"}"#, #"{"jsonrpc":"2.0","method":"call","params":[]}"#,
    ])
  func envelope(_ body: String) throws {
    let caller = try TestServer.start { settings, _ in settings.isStrict = true }.visitor()
    let error = try #require(try caller.post("/logout/1.0/json", body).json["error"])
    #expect(error["code"]?.integer == -32600)
    // A call that can be read has no secret in the words of its refusal.
    #expect(try caller.journal().first?["refusal"]?.string == error["data"]?["message"]?.string)
  }

  @Test(
    "refuses every content type but application/json",
    arguments: ["text/plain", "application/x-www-form-urlencoded", "application/json-rpc", "text/json", nil])
  func contentType(_ type: String?) throws {
    let answer = try post("/logout/1.0/json", #"{"jsonrpc":"2.0","method":"call","params":{}}"#, type: type)
    #expect(answer.status == 415)
    #expect(try answer.json["error"]?["code"]?.integer == 415)
  }

  @Test(
    "refuses params that are unknown or of the wrong type",
    arguments: [
      (
        "/reset_password/1.0/json", #"{"login":"igor@nebeus.example","email":"x"}"#,
        #"unknown parameter "email""#
      ),
      ("/reset_password/1.0/json", #"{"login":5}"#, "Login should be a string"),
    ])
  func params(_ path: String, _ params: String, _ message: String) throws {
    let answer = try post(path, #"{"jsonrpc":"2.0","method":"call","params":\#(params)}"#)
    #expect(try answer.json[0]?["result"]?["message"]?.string == message)
  }

  @Test("refuses unknown params also where an endpoint has none")
  func noParams() throws {
    let answer = try post("/get_countries/1.0/json", #"{"jsonrpc":"2.0","method":"call","params":{"all":true}}"#)
    #expect(
      answer.text == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32602,"message":"Invalid params","data":"#
        + #"{"name":"openerp.exceptions.ValidationError","message":"all: unknown parameter \"all\"","#
        + #""arguments":["all","unknown parameter \"all\""],"debug":""}}}"#)
  }

  @Test("refuses a number as text, and names it as the endpoint does")
  func numberAsText() throws {
    let answer = try post(
      "/signup/1.0/json", #"{"jsonrpc":"2.0","method":"call","params":\#(NewUser(["country": #""2""#]).json)}"#)
    #expect(
      try answer.json[0]?["result"]?["errors"]?.rawText
        == #"{"country":{"field":"country","message":"Country should be a number"}}"#)
  }

  @Test(
    "counts the calls of what it refuses, and one in what nobody can read",
    arguments: [
      ("[{},{},{}]", "application/json", 3), ("[{},{},{}]", "text/plain", 3), ("{}", "application/json", 1),
      ("[", "application/json", 1), ("", "application/json", 1),
    ])
  func counts(_ body: String, _ type: String, _ count: Int) throws {
    let server = try TestServer.start { settings, _ in settings.isStrict = true }
    let caller = try server.visitor()
    _ = try caller.post("/logout/1.0/json", body, type: type)
    _ = try caller.post("/logout/1.0/json", "{}")
    #expect(try caller.journal().last?["id"]?.integer == count + 1)
  }

  @Test("refuses a call of a batch by itself")
  func batch() throws {
    let answer = try post("/logout/1.0/json", #"[{"jsonrpc":"2.0","method":"call","id":1},{"id":2,"params":{}}]"#)
    #expect(try answer.json[0]?["result"]?["status"]?.string == "success")
    #expect(try answer.json[1]?["error"]?["code"]?.integer == -32600)
    #expect(try answer.json[1]?["id"]?.integer == 2)
  }
}
