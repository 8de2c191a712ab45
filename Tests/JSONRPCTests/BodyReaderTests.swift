import Basics
import JSON
import Testing

@testable import JSONRPC

@Suite("BodyReader")
struct BodyReaderTests {
  /// The calls of a body, each as its id and params.
  private func read(_ body: String, _ mediaType: String? = "application/json", strict: Bool = false) throws -> [String]
  {
    switch try BodyReader(isStrict: strict).read(Array(body.utf8), mediaType: mediaType) {
    case .single(let call): ["\(text(call))"]
    case .batch(let calls): ["batch"] + calls.map(text)
    }
  }

  private func text(_ call: Call) -> String {
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    writer.beginArray()
    call.id.write(to: &writer)
    if let object = call.params.object { writer.value(object) } else { writer.string("none" as StaticString) }
    if let violation = call.violation { writer.integer(violation.code) }
    writer.endArray()
    return writer.finish().string
  }

  @Test(
    "reads calls in every documented form",
    arguments: [
      (#"{"id":7,"jsonrpc":"2.0","method":"call","params":{"a":1}}"#, "application/json", #"[7,{"a":1}]"#),
      (#"{"id":"x","params":{"a":1}}"#, "application/json", #"["x",{"a":1}]"#),
      (#"{"jsonrpc":"2.0","method":"call","params":null}"#, "application/json", #"[null,"none"]"#),
      (#"{"jsonrpc":"2.0","method":"call"}"#, "application/json; charset=utf-8", #"[null,"none"]"#),
      (#"{"login":"a","id":5}"#, "application/json", #"[null,{"login":"a","id":5}]"#),
      ("", "application/json", #"[null,"none"]"#),
      (" \r\n\t", nil, #"[null,"none"]"#),
      (#"{"a":1}"#, "text/plain", #"[null,{"a":1}]"#),
      (#"{"a":1}"#, nil, #"[null,{"a":1}]"#),
      // curl -d says it is a form.
      (#" {"a":1}"#, "application/x-www-form-urlencoded", #"[null,{"a":1}]"#),
      // One sign of the envelope is enough.
      (#"{"jsonrpc":"2.0","a":1}"#, "application/json", #"[null,"none"]"#),
      (#"{"method":"call","a":1}"#, "application/json", #"[null,"none"]"#),
      (#"{"params":{},"a":1}"#, "application/json", "[null,{}]"),
      (#"{"id":7,"params":{},"parms":1}"#, "application/json", "[7,{}]"),
      (#"{"a":1}"#, "application/xml", #"[null,{"a":1}]"#),
      ("a=1&b=x+y&b=%C3%A9", "application/x-www-form-urlencoded", #"[null,{"a":"1","b":["x y","\u00e9"]}]"#),
      ("a&=&b=1=2", "application/x-www-form-urlencoded", #"[null,{"a":"","":"","b":"1=2"}]"#),
      // Two names that show the same.
      (
        "%C3%A9=1&e%CC%81=2", "application/x-www-form-urlencoded", #"[null,{"\u00e9":"1","e\u0301":"2"}]"#
      ),
    ] as [(String, String?, String)])
  func single(_ body: String, _ mediaType: String?, _ call: String) throws {
    #expect(try read(body, mediaType) == [call])
  }

  @Test("reads a batch call by call; an element that isn't a call is refused alone")
  func batch() throws {
    let body = #"[{"id":1,"params":{"a":1}},{"b":2},5,{"id":3,"params":[1]},{"id":{},"params":{}}]"#
    #expect(
      try read(body) == [
        "batch", #"[1,{"a":1}]"#, #"[null,{"b":2}]"#, #"[null,"none",-32600]"#, #"[3,"none",-32600]"#,
        // What is no id can't be given back.
        #"[null,"none",-32600]"#,
      ])
  }

  @Test(
    "reads a batch whatever its type says", arguments: ["application/json", "application/x-www-form-urlencoded", nil])
  func batchType(_ mediaType: String?) throws {
    #expect(try read(#"[{"a":1}]"#, mediaType) == ["batch", #"[null,{"a":1}]"#])
  }

  @Test("reads a form of very many names, which a search among them for each would take minutes for")
  func manyNames() throws {
    let count = 100_000
    let body = (0..<count).map { "n\($0)=\($0)" }.joined(separator: "&") + "&n7=again"
    guard
      case .single(let call) = try BodyReader(isStrict: false).read(
        Array(body.utf8), mediaType: "application/x-www-form-urlencoded")
    else { throw BodyError.badRequest(.invalidRequest("no single call")) }
    #expect(call.params.names.count == count)
    #expect(call.params["n7"]?.array?.compactMap(\.string) == ["7", "again"])
  }

  @Test("takes up to a hundred calls in a batch")
  func batchLimit() throws {
    func batch(of count: Int) -> String { "[" + Array(repeating: "{}", count: count).joined(separator: ",") + "]" }
    #expect(try read(batch(of: 100)).count == 101)
    #expect(throws: BodyError.self) { try read(batch(of: 101)) }
  }

  @Test(
    "refuses what isn't a call",
    arguments: [
      ("nonsense", "application/json", 400, -32700), (#"{"a":1"#, "application/json", 400, -32700),
      (#"{"a":1}{}"#, "application/json", 400, -32700), (#"{"a":1,"a":2}"#, "application/json", 400, -32700),
      ("5", "application/json", 400, -32600), ("[]", "application/json", 400, -32600),
      (#"{"id":{},"params":{}}"#, "application/json", 400, -32600),
      (#"{"id":true,"params":{}}"#, "application/json", 400, -32600),
      (#"{"params":5}"#, "application/json", 400, -32600),
      ("a=%zz", "application/x-www-form-urlencoded", 400, -32600),
      ("a=%ff", "application/x-www-form-urlencoded", 400, -32600),
      ("a", "application/vnd.api+json", 400, -32700), ("a", "application/json-rpc", 400, -32700),
      ("a", "text/plain; charset=utf-8", 400, -32700), ("a", " Application/JSON ;x=y", 400, -32700),
      ("<a/>", "application/xml", 415, 415), ("a=1", "multipart/form-data; boundary=x", 415, 415),
    ])
  func refuses(_ body: String, _ mediaType: String, _ status: Int, _ code: Int) {
    #expect {
      try read(body, mediaType)
    } throws: { error in
      let error = error as? BodyError
      return error?.status == status && error?.error.code == code
    }
  }

  @Test(
    "knows the id of a call that it refuses, where it has one",
    arguments: [
      (#"{"jsonrpc":"2.0","method":"call","id":7,"params":[1]}"#, "7"), (#"{"id":"x","params":1}"#, #""x""#),
      (#"{"params":[1]}"#, "null"), (#"{"id":[7],"params":[1]}"#, "null"), ("[]", "null"), (#"{"id":7"#, "null"),
    ])
  func refusedID(_ body: String, _ id: String) {
    #expect {
      try read(body)
    } throws: { error in
      var writer = Writer(ByteBuffer(), encoding: .ascii)
      (error as? BodyError)?.id.write(to: &writer)
      return writer.finish().string == id
    }
  }

  @Test(
    "wants the whole envelope and nothing else where it is strict",
    arguments: [
      #"{"id":7,"method":"call","params":{}}"#, #"{"id":7,"jsonrpc":"1.0","method":"call","params":{}}"#,
      #"{"id":7,"jsonrpc":"2.0","params":{}}"#, #"{"id":7,"jsonrpc":"2.0","method":"other","params":{}}"#,
      #"{"id":7,"jsonrpc":"2.0","method":"call","parms":{}}"#, #"{"id":7,"jsonrpc":"2.0","method":"call","params":[]}"#,
      #"{"id":7,"jsonrpc":"2.0","method":"call","params":[1]}"#,
      #"{"id":7,"jsonrpc":"2.0","method":"call","params":null}"#,
    ])
  func strict(_ body: String) throws {
    #expect(try read(#"{"jsonrpc":"2.0","method":"call","params":{}}"#, strict: true) == [#"[null,{}]"#])
    let error = #expect(throws: BodyError.self) { try read(body, strict: true) }
    #expect(error?.status == 400)
    #expect(error?.error.code == -32600)
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    error?.id.write(to: &writer)
    #expect(writer.finish().string == "7")
    // In a batch it is the one call that is refused.
    #expect(try read("[\(body)]", strict: true).last?.hasSuffix(",-32600]") == true)
  }

  @Test("wants an envelope where it is strict", arguments: [#"{"a":1}"#, ""])
  func strictEnvelope(_ body: String) throws {
    let error = #expect(throws: BodyError.self) { try read(body, strict: true) }
    #expect(error?.status == 400)
    #expect(error?.error.code == -32600)
  }

  @Test("takes an empty list for no params, as PHP writes an empty map")
  func emptyList() throws {
    #expect(try read(#"{"jsonrpc":"2.0","method":"call","params":[]}"#) == [#"[null,"none"]"#])
    #expect(throws: BodyError.self) { try read(#"{"params":[1]}"#) }
  }

  @Test(
    "wants application/json where it is strict", arguments: [nil, "text/plain", "application/x-www-form-urlencoded"])
  func strictMediaType(_ mediaType: String?) {
    #expect {
      try read(#"{"jsonrpc":"2.0","method":"call","params":{}}"#, mediaType, strict: true)
    } throws: { ($0 as? BodyError)?.status == 415 }
  }
}
