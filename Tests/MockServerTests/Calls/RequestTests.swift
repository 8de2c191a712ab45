import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A request's body")
struct RequestTests {
  private let path = "/reset_password/1.0/json"

  @Test(
    "is read in every form",
    arguments: [
      (#"{"id":null,"jsonrpc":"2.0","method":"call","params":{"login":"igor@nebeus.example"}}"#, "application/json"),
      (#"{"params":{"login":"igor@nebeus.example"}}"#, "application/json; charset=utf-8"),
      (#" {"login":"igor@nebeus.example"} "#, "APPLICATION/JSON"),
      (#"{"login":"igor@nebeus.example"}"#, "application/json-rpc"),
      (#"{"login":"igor@nebeus.example"}"#, "text/plain"),
      (#"{"login":"igor@nebeus.example"}"#, nil),
      (#"{"login":"igor@nebeus.example"}"#, "application/x-www-form-urlencoded"),
      (#"{"login":"igor@nebeus.example"}"#, "application/octet-stream"),
      (#"{"login":"\u0069gor@nebeus.example"}"#, "application/json"),
      ("login=igor%40nebeus.example", "application/x-www-form-urlencoded"),
      ("a=b&login=igor@nebeus.example&c", "application/x-www-form-urlencoded; charset=utf-8"),
    ] as [(String, String?)])
  func forms(_ body: String, _ type: String?) throws {
    let answer = try TestServer.start().visitor().post(path, body, type: type)
    #expect(answer.text == #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#)
    #expect(answer.field("Content-Type") == "application/json")
  }

  @Test("may come in chunks")
  func chunks() throws {
    let server = try TestServer.start()
    let client = try RawClient(port: server.port)
    let answer = try client.exchange(
      "POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "9\r\n{\"login\":\r\n16\r\n\"igor@nebeus.example\"}\r\n0\r\n\r\n")
    #expect(try answer.json[0]?["result"]?["status"]?.string == "success")
  }

  @Test("may be missing: a POST without a length has no params")
  func missing() throws {
    let server = try TestServer.start()
    let client = try RawClient(port: server.port)
    let answer = try client.exchange("POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try answer.json[0]?["result"]?["status"]?.string == "success")
  }

  @Test(
    "gives its id back as it came",
    arguments: [
      ("1", "1"), ("-7", "-7"), ("12345678901234567890", "12345678901234567890"), ("1.50", "1.50"), (#""a""#, #""a""#),
      (#""""#, #""""#), (#""\u20ac""#, #""\u20ac""#), (#""é""#, #""\u00e9""#), ("null", "null"),
    ])
  func ids(_ given: String, _ back: String) throws {
    let answer = try TestServer.start().visitor().post("/logout/1.0/json", #"{"id":\#(given),"params":{}}"#)
    #expect(answer.text == #"[{"id":\#(back),"jsonrpc":"2.0","result":{"status":"success"}}]"#)
  }

  @Test(
    "that isn't a call is refused with an HTTP status and a JSON-RPC error",
    arguments: [
      ("{", "application/json", 400, -32700), ("{'login':1}", "application/json", 400, -32700),
      (#"{"a":1,"a":2}"#, "application/json", 400, -32700), (#"{"a":NaN}"#, "application/json", 400, -32700),
      ("{}{}", "application/json", 400, -32700), ("login=igor", "application/json", 400, -32700),
      ("\u{FEFF}{}", "application/json", 400, -32700), (#"{"a":"\ud800"}"#, "application/json", 400, -32700),
      (String(repeating: "[", count: 100_000), "application/json", 400, -32700),
      ("7", "application/json", 400, -32600), (#""call""#, "application/json", 400, -32600),
      ("null", "application/json", 400, -32600), ("[]", "application/json", 400, -32600),
      (#"{"params":[1]}"#, "application/json", 400, -32600), (#"{"params":"a"}"#, "application/json", 400, -32600),
      (#"{"id":{},"params":{}}"#, "application/json", 400, -32600),
      (#"{"id":true,"params":{}}"#, "application/json", 400, -32600),
      ("login=%4", "application/x-www-form-urlencoded", 400, -32600),
      ("login=%ff", "application/x-www-form-urlencoded", 400, -32600),
      ("<call/>", "application/xml", 415, 415), ("login=igor", "multipart/form-data", 415, 415),
    ])
  func refused(_ body: String, _ type: String, _ status: Int, _ code: Int) throws {
    let answer = try TestServer.start().visitor().post("/logout/1.0/json", body, type: type)
    #expect(answer.status == status)
    #expect(answer.field("Content-Type") == "application/json")
    #expect(try answer.json.members?.map(\.key) == ["jsonrpc", "id", "error"])
    #expect(try answer.json["error"]?["code"]?.integer == code)
  }

  @Test("that isn't a call gets its id back")
  func refusedID() throws {
    let body = #"{"jsonrpc":"2.0","method":"call","id":7,"params":[1]}"#
    let answer = try TestServer.start().visitor().post("/logout/1.0/json", body)
    #expect(answer.status == 400)
    #expect(try answer.json["id"]?.integer == 7)
  }

  @Test("that isn't JSON is refused with the place")
  func place() throws {
    let answer = try TestServer.start().visitor().post("/logout/1.0/json", "{\n  \"a\": x\n}")
    #expect(try answer.json["error"]?["data"]?["message"]?.string?.hasPrefix("line 2, column 8") == true)
  }

  @Test(
    "may have a number as text of digits, and in no other spelling",
    arguments: [
      (#""2""#, true), (#""+2""#, true), (#""2.0""#, true), ("2.0", true), ("2e0", true), (#"" 2""#, false),
      (#""2 ""#, false), (#""2e0""#, false), (#""0x2""#, false), (#""２""#, false), (#""2,0""#, false),
      ("true", false),
    ])
  func numbers(_ country: String, _ isRead: Bool) throws {
    let answer = try TestServer.start().visitor().post("/signup/1.0/json", NewUser(["country": country]).json)
    #expect(try answer.json[0]?["result"]?["status"]?.string == (isRead ? "success" : "error"))
  }

  @Test("may be as large as --max-body, and no larger", arguments: [(200, 200), (201, 413)])
  func size(_ bytes: Int, _ status: Int) throws {
    let server = try TestServer.start { _, http in http.maxBody = 200 }
    let answer = try server.visitor().post("/logout/1.0/json", "{}" + String(repeating: " ", count: bytes - 2))
    #expect(answer.status == status)
  }
}
