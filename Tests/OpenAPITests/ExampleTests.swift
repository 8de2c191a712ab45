import JSON
import JSONRPC
import Testing

@testable import OpenAPI

@Suite("Example")
struct ExampleTests {
  final class Scope: CallScope {
    func admit(to access: Access) {}
    func transaction(_ body: () throws -> Void) throws { try body() }
    func readOnly(_ body: () throws -> Void) throws { try body() }
    func answered() {}
    func report(_ error: any Error) -> RPCError { .serverError(reference: "") }
  }

  private static let id = Parameter("id", .text(), "Id")

  private static let operation = Operation(
    Endpoint<Scope>(
      "/of/{id}/list", summary: "List", access: .everyone, pathParameters: [id],
      answer: .list(of: [Field<Int>("docs", documentedAs: "docs:", "Documents") { $0 }]), envelope: .array
    ) { _, _ in [] }, named: "list", chapter: "Lists")

  private func example(_ body: String, path: String = "/of/7/list/") throws -> Example {
    let text = #"""
      {"name": "A list: of one", "request": {"method": "POST", "path": "\#(path)", "body": null},
       "response": {"status": 200, "body": \#(body)}}
      """#
    return try #require(Example(try Document(parsing: Array(text.utf8)).root))
  }

  @Test("finds its operation, and the arguments in its path")
  func arguments() throws {
    let example = try example("[]")
    #expect(example.key == "a_list_of_one")
    #expect(example.arguments(of: "/of/{id}/list") == ["7"])
    #expect(example.arguments(of: "/of/7/list") == [])
    #expect(example.arguments(of: "/of/{id}") == nil)
    #expect(example.arguments(of: "/of/{id}/other") == nil)
  }

  @Test(
    "is spelled as the server's dialect has it",
    arguments: [
      (
        #"[{"id":5,"jsonrpc":"2.0","result":[{"docs:":1}]}]"#, Dialect.documented,
        #"[{"id":5,"jsonrpc":"2.0","result":[{"docs:":1}]}]"#
      ),
      (
        #"[{"id":5,"jsonrpc":"2.0","result":[{"docs:":1}]}]"#, .jsonrpc,
        #"{"jsonrpc":"2.0","id":5,"result":[{"docs":1}]}"#
      ),
      (#"[{"docs:":1},{"docs:":2}]"#, .jsonrpc, #"{"jsonrpc":"2.0","id":null,"result":[{"docs":1},{"docs":2}]}"#),
      (#"[]"#, .jsonrpc, #"{"jsonrpc":"2.0","id":null,"result":[]}"#),
      (
        #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","message":"No"}}"#, .jsonrpc,
        #"{"jsonrpc":"2.0","id":null,"result":{"status":"error","message":"No"}}"#
      ),
      (
        #"{"jsonrpc":"2.0","id":1,"error":{"code":100}}"#, .jsonrpc, #"{"jsonrpc":"2.0","id":1,"error":{"code":100}}"#
      ),
    ])
  func answers(_ body: String, _ dialect: Dialect, _ text: String) throws {
    #expect(
      SchemaNodeTests.text(try example(body).answer(of: Self.operation, in: AnswerFormat(dialect: dialect))) == text)
  }
}
