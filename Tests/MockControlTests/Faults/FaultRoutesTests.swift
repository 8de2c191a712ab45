import JSON
import ServerTestSupport
import Testing

@Suite("…/faults")
struct FaultRoutesTests {
  @Test("show what was set, and their counts")
  func shows() throws {
    let caller = try TestServer.start().visitor()
    #expect(try caller.control("GET", "/faults").text == "[]")
    let order = #"{"path":"/a*","params":{"password":"p"},"delay_ms":5,"status":503,"body":{"a":1}}"#
    let shown =
      #"{"id":"Slow_1.a","path":"/a*","params":{"password":"***"},"delay_ms":5,"status":503,"body":{"a":1},"#
      + #""matched":0,"struck":0}"#
    let made = try caller.control("PUT", "/faults/Slow_1.a", order)
    #expect(made.status == 201)
    #expect(made.text == shown)
    #expect(try caller.control("PUT", "/faults/Slow_1.a", order).status == 200)
    #expect(try caller.control("GET", "/faults/Slow_1.a").text == shown)
    #expect(try caller.control("GET", "/faults").text == "[\(shown)]")
    #expect(try caller.control("DELETE", "/faults/Slow_1.a").status == 204)
    #expect(try caller.control("GET", "/faults/Slow_1.a").status == 404)
    #expect(try caller.control("DELETE", "/faults/Slow_1.a").status == 404)
    #expect(try caller.control("DELETE", "/faults").status == 204)
  }

  @Test(
    "can be a status that has no body, and fields with spaces and tabs",
    arguments: [
      #"{"path":"/a*","status":204}"#, #"{"path":"/a*","status":304}"#,
      #"{"path":"/a*","status":429,"headers":{"Retry-After":"Fri, 31 Dec\t"}}"#,
    ])
  func allowed(_ order: String) throws {
    #expect(try TestServer.start().visitor().control("PUT", "/faults/f", order).status == 201)
  }

  /// An order that is refused, and how the refusal begins.
  struct Bad: Sendable, CustomTestStringConvertible {
    let order: String
    let detail: String
    var testDescription: String { order }

    init(_ order: String, _ detail: String) {
      self.order = order
      self.detail = detail
    }
  }

  @Test(
    "refuse an invalid fault, and name the member",
    arguments: [
      Bad("", "the body is not JSON"), Bad("[]", "the fault: should be a JSON object"),
      Bad("{}", "the fault: should have one of delay_ms"),
      Bad(#"{"id":"other","reset":true}"#, "id: should be the id in the path, f, not \"other\""),
      Bad(#"{"kind":"reset"}"#, "kind: unknown member"),
      Bad(#"{"status":503,"reset":true}"#, "reset: can't be combined with status"),
      Bad(#"{"body":"a","reset":true}"#, "body: allowed with status only"),
      Bad(#"{"delay_ms":5,"body":"a"}"#, "body: allowed with status only"),
      Bad(#"{"status":199}"#, "status: should be a whole number from 200 to 599"),
      Bad(#"{"status":"503"}"#, "status: should be"),
      Bad(#"{"status":204,"body":"a"}"#, "body: an answer of status 204"),
      Bad(#"{"status":304,"body":"a"}"#, "body: an answer of status 304"),
      Bad(#"{"error":"a"}"#, "error: should be an object"),
      Bad(#"{"error":{"code":1}}"#, "error.message: required"),
      Bad(#"{"error":{"code":"1","message":"a"}}"#, "error.code: should be"),
      Bad(#"{"error":{"code":1,"message":"a","data":1}}"#, "error.data: unknown member"),
      Bad(#"{"reset":false}"#, "reset: should be true"), Bad(#"{"truncate":-1}"#, "truncate: should be"),
      Bad(#"{"slow_bytes_per_second":0}"#, "slow_bytes_per_second: should be"),
      Bad(#"{"delay_ms":0}"#, "delay_ms: should be"), Bad(#"{"delay_ms":3600001}"#, "delay_ms: should be"),
      Bad(#"{"status":503,"after":-1}"#, "after: should be"),
      Bad(#"{"status":503,"times":0}"#, "times: should be"),
      Bad(#"{"status":503,"probability":1.1}"#, "probability: should be"),
      Bad(#"{"status":503,"probability":-0.1}"#, "probability: should be"),
      Bad(#"{"status":503,"when":"during"}"#, "when: should be one of before, after"),
      Bad(#"{"delay_ms":{"min":5,"max":4}}"#, "delay_ms: should be"),
      Bad(#"{"delay_ms":{"min":5}}"#, "delay_ms: should be"),
      Bad(#"{"delay_ms":{"min":5,"max":6,"mean":5}}"#, "delay_ms: should be"),
      Bad(#"{"delay_ms":{"min":5,"max":3600001}}"#, "delay_ms: should be"),
      Bad(#"{"delay_ms":{"min":0,"max":5}}"#, "delay_ms: should be"),
      Bad(#"{"headers":{"a b":"c"}}"#, "headers: \"a b\" can't be a field's name"),
      Bad(#"{"headers":{"a":1}}"#, "headers.a: should be a string"),
      Bad(#"{"headers":{"a":"b\u000d\u000ac: d"}}"#, "headers.a: should be a string without control characters"),
      Bad(#"{"headers":{"Content-Length":"5"}}"#, "headers.Content-Length: set by the server"),
      Bad(#"{"headers":{"a":"b"},"reset":true}"#, "headers: can't be combined with reset"),
      Bad(#"{"status":503,"path":"/im_chat/pst"}"#, "path: no route has /im_chat/pst; the nearest is /im_chat/post"),
      Bad(#"{"status":503,"path":"/nowhere"}"#, "path: no route has /nowhere"),
      Bad(#"{"status":503,"path":"a"}"#, "path: should begin with /"),
      Bad(#"{"status":503,"path":"/_mock/health"}"#, "path: calls of the control plane"),
      Bad(
        #"{"status":503,"path":"/partner/{id}/profile_image"}"#,
        "path: no route has /partner/{id}/profile_image; the nearest is /partner/{partner_id}/profile_image"),
      Bad(#"{"status":503,"method":"call"}"#, "method: should be a method"),
      Bad(#"{"status":503,"params":[1]}"#, "params: should be an object"),
    ])
  func refuses(_ bad: Bad) throws {
    let caller = try TestServer.start().visitor()
    let answer = try caller.control("PUT", "/faults/f", bad.order)
    #expect(answer.status == 400)
    #expect(answer.field("Content-Type") == "application/problem+json")
    #expect(try answer.json["detail"]?.string?.hasPrefix(bad.detail) == true, "\(answer.text)")
    #expect(try caller.control("GET", "/faults").text == "[]")
  }

  @Test("refuse an invalid id", arguments: ["a%20b", "%7E", String(repeating: "a", count: 64)])
  func badID(_ id: String) throws {
    #expect(try TestServer.start().visitor().control("PUT", "/faults/\(id)", #"{"status":503}"#).status == 400)
  }
}
