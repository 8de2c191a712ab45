import JSON
import JSONRPC
import Seeds
import ServerTestSupport
import Store
import Testing
import Time

@Suite("GET /_mock/examples")
struct ExamplesRouteTests {
  private static let keys = ["name", "page", "scenario", "clock", "as", "password", "request", "response"]

  @Test("lists a revision's examples with all that is needed to replay them", arguments: Revision.allCases)
  func lists(_ revision: Revision) throws {
    let server = try TestServer.start { settings, _ in settings.revision = revision }
    let answer = try server.visitor().get("/_mock/examples")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/json")
    let examples = try #require(try answer.json.array)
    #expect(examples.count == Example.all(in: revision).count)
    for example in examples {
      let name = try #require(example["name"]?.string)
      #expect(example.members?.map(\.key).filter { $0 != "revision" } == Self.keys, "\(name)")
      #expect(example["clock"]?.string.flatMap { Timestamp($0) } != nil, "\(name)")
      #expect((example["as"]?.isNull == true) == (example["password"]?.isNull == true), "\(name)")
      #expect(example["request"]?.members?.map(\.key) == ["method", "path", "headers", "body"], "\(name)")
      #expect(example["response"]?.members?.map(\.key) == ["status", "body"], "\(name)")
      #expect(SeedFile.scenarios.contains { $0.name == example["scenario"]?.string }, "\(name)")
      #expect(Revision.first.rawValue != example["revision"]?.string, "\(name)")
    }
    let asked = try TestServer.start().visitor().get("/_mock/examples?revision=\(revision.rawValue)")
    #expect(asked.text == answer.text)
  }
}
