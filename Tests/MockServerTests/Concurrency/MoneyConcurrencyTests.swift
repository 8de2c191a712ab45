import JSON
import ServerTestSupport
import Testing

@Suite("Money and many clients")
struct MoneyConcurrencyTests {
  @Test("loses nothing where many buy, sell and send at once")
  func manyAtOnce() async throws {
    let vera = try Exchanger(euros: 10_000, loops: 2)
    let server = vera.server
    let crowd = try Crowd(server)
    defer { crowd.leave() }
    try server.change("UPDATE res_partner SET buy_limit = 100000000000000 WHERE id = 301")
    let clients = 16
    let rounds = 10
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
      for client in 0..<clients {
        group.addTask { try Self.trade(on: server, rounds: rounds, client: client) }
      }
      return try await group.reduce(0, +)
    }
    #expect(done == clients * rounds)
    #expect(try server.wrongBalances() == [])
    // Half the clients buy 0.00903 BTC for 10 EUR, a quarter sell as much, a quarter send 10 EUR.
    let deals = clients * rounds / 4
    #expect(
      try vera.balances == [["\(108_274_000 + 903_000 * deals)"], ["\(1_000_000_000_000 - 2_000_000_000 * deals)"]])
    #expect(
      try server.rows("SELECT count(*), count(DISTINCT operation_ref) FROM exchange_order") == [
        ["\(3 * deals)", "\(3 * deals)"]
      ])
    #expect(try server.rows("SELECT euro_amount FROM exchange_turnover") == [["\(3_000_000_000 * deals)"]])
    #expect(try server.rows("SELECT count(*) FROM account_transaction WHERE id > 3") == [["\(7 * deals)"]])
  }

  @Test("spends what a wallet has once, however many want it")
  func lastMoney() async throws {
    let server = try Exchanger(euros: 30, loops: 2).server
    let crowd = try Crowd(server)
    defer { crowd.leave() }
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<12 { group.addTask { try Self.trade(on: server, rounds: 1, client: 0) } }
      return try await group.reduce(0, +)
    }
    #expect(done == 3)
    #expect(try server.rows("SELECT balance FROM account_account WHERE id = 4067") == [["0"]])
  }

  /// Buys, sells or sends as often as `rounds` says, and returns how often it was done.
  private static func trade(on server: TestServer, rounds: Int, client: Int) throws -> Int {
    let caller = try server.signIn("vera@nebeus.example")
    let vera = Exchanger(server: server, caller: caller)
    let amounts =
      client % 4 == 2 ? ["sell_sum": "0.00903", "buy_sum": "10"] : ["buy_amount": "0.00903", "deposit_amount": "10"]
    var done = 0
    for _ in 0..<rounds {
      let result: JSONValue?
      switch client % 4 {
      case 3:
        result = try caller.result(
          Transferrer.path, Transferrer.transfer(["source_id": "4067", "from_sum": "10", "to_sum": "10"]))
      default:
        let path = client % 4 == 2 ? Exchanger.sellPath : Exchanger.buyPath
        let make = client % 4 == 2 ? Exchanger.sale : Exchanger.purchase
        let (id, code) = try vera.code(path, make(amounts))
        result = try caller.result(path, make(amounts.merging(["code_id": id, "code": code]) { $1 }))
      }
      if result?["status"]?.string == "success" { done += 1 }
    }
    return done
  }
}
