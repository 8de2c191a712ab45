import JSON
import JSONRPC
import ServerTestSupport
import TestSupport
import Testing

@Suite("The documented examples")
struct ExampleTests {
  /// An example on a server of a revision in which it holds.
  struct Replay: Sendable, CustomTestStringConvertible {
    let example: Example
    let revision: Revision

    var testDescription: String { "\(example.name), by \(revision.rawValue)" }
  }

  static let replays = Revision.allCases.flatMap { revision in
    Example.all(in: revision).map { Replay(example: $0, revision: revision) }
  }

  @Test("come out word for word", arguments: replays)
  func replay(_ replay: Replay) throws {
    let example = replay.example
    let server = try example.server(revision: replay.revision)
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
    let server = try example.server()
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
    for revision in Revision.allCases {
      let examples = Example.all(in: revision)
      #expect(Set(examples.map(\.name)).count == examples.count)
    }
    #expect(Example.all(in: .first).count == 41)
    // Five for the four new endpoints.
    #expect(Example.all(in: .june2017).count == 46)
    // Six change their shape.
    #expect(Example.all.count == 52)
  }
}
