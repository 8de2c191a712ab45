import JSON
import ServerTestSupport
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

  @Test(
    "leave who calls in both currencies and in limit, to go on with", arguments: Example.all.filter { $0.login != nil })
  func callers(_ example: Example) throws {
    let server = try TestServer.start(scenario: example.scenario, clock: example.clock)
    let login = try #require(example.login)
    let caller = try server.signIn(login)
    _ = try caller.send(example.method, example.path, example.bodyText, type: "application/json")
    let again = try server.signIn(login)
    let wallets = try #require(try again.result("/user/get_wallets_list/1.0/json")?.array)
    #expect(Set(wallets.map { $0["currency_id"]?[1]?.string }) == ["BTC", "EUR"])
    #expect(wallets.allSatisfy { ($0["balance"]?.number ?? .zero) > .zero })
    #expect(try #require(try again.result("/btc/get_buy_limit/1.0/json")?["limit"]?.number) > .zero)
  }

  @Test("are all in the manifest")
  func manifest() {
    #expect(Set(Example.all.map(\.name)).count == Example.all.count)
    #expect(Example.all.count >= 10)
  }
}
