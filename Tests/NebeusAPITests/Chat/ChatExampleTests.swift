import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("The documented examples of chats and books")
struct ChatExampleTests {
  private static let examples = Example.all.filter { $0.path.hasPrefix("/im_chat") }

  @Test("come in one plain envelope in the other dialect, without stray colons", arguments: examples)
  func plain(_ example: Example) throws {
    let server = try example.server()
    let caller = try server.signIn(example.login ?? "", example.password)
    caller.fields["Prefer"] = "dialect=jsonrpc"
    let answer = try caller.post(example.path, body(of: example))
    #expect(answer.text == #"{"jsonrpc":"2.0","id":null,"result":"# + result(of: example) + "}")
  }

  @Test("are what a strict server takes", arguments: examples)
  func strict(_ example: Example) throws {
    let server = try example.server(isStrict: true)
    let visitor = try server.visitor()
    let login = #"{"login":"\#(example.login ?? "")","password":"\#(example.password)"}"#
    let signedIn = try visitor.post("/signin/1.0/json", #"{"jsonrpc":"2.0","method":"call","params":\#(login)}"#)
    visitor.fields["X-Openerp-Session-Id"] = try #require(try signedIn.json[0]?["result"]?["session_id"]?.string)
    let answer = try visitor.post(example.path, body(of: example))
    #expect(Example.difference(example.response, try answer.json) == nil)
  }

  @Test("need a session", arguments: examples)
  func expired(_ example: Example) throws {
    let server = try example.server()
    let before = try server.chatRows()
    let answer = try server.visitor().post(example.path, body(of: example))
    #expect(try answer.json["error"]?["code"]?.integer == 100)
    #expect(try server.chatRows() == before)
  }

  @Test("come in a batch, in order and in plain envelopes", arguments: examples)
  func batch(_ example: Example) throws {
    let server = try example.server()
    let caller = try server.signIn(example.login ?? "", example.password)
    let refused = #"{"jsonrpc":"2.0","id":2,"method":"call","params":7}"#
    let answer = try caller.post(example.path, "[\(body(of: example)),\(refused)]")
    #expect(try answer.json.count == 2)
    let first = try #require(try answer.json[0])
    #expect(first.members?.map(\.key) == ["jsonrpc", "id", "result"])
    #expect(try answer.json[1]?["error"]?["code"]?.integer == -32600)
  }

  private func body(of example: Example) -> String { example.bodyText ?? "{}" }

  private func result(of example: Example) -> String {
    let result = example.response["result"] ?? example.response
    return Example.text(result).replacing("documents:\"", with: "documents\"").replacing("docs:\"", with: "docs\"")
  }
}
