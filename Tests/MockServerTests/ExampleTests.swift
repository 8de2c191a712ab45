import JSON
import TestSupport
import Testing

@Suite("The documented examples")
struct ExampleTests {
  @Test("come out word for word", arguments: Example.all)
  func replay(_ example: Example) throws {
    let server = try TestServer.start(scenario: example.scenario, clock: example.clock)
    let caller = try example.login.map { try server.signIn($0, example.password) } ?? server.visitor()
    let answer = try caller.send(
      example.method, example.path, example.bodyText, type: "application/json")
    #expect(answer.status == example.status)
    #expect(Example.difference(example.response, try answer.json) == nil)
    // Written without white space, and in ASCII.
    #expect(Example.text(try answer.json) == answer.text)
    #expect(answer.body.allSatisfy { $0 < 0x80 })
  }

  @Test("are all in the manifest")
  func manifest() {
    #expect(Set(Example.all.map(\.name)).count == Example.all.count)
    #expect(Example.all.count >= 10)
  }
}
