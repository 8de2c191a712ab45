import JSON
import TestSupport

/// Vera, who buys and sells: her wallets are 338 in BTC and 4067 in EUR, her card is 4.
package struct Exchanger {
  package static let buyPath = "/buy_currency/1.0/json"
  package static let sellPath = "/sell_currency/1.0/json"

  package let server: TestServer
  package let caller: TestCaller

  /// - Parameters:
  ///   - euros: what the EUR wallet has.
  ///   - loops: how many threads answer.
  package init(euros: Int = 1_000, clock: String = "2017-03-22T13:00:16Z", loops: Int = 1) throws {
    server = try TestServer.start(scenario: "reference-accounts", clock: clock, seed: 1) { _, http in http.loops = loops
    }
    try server.change("UPDATE account_account SET opening_balance = \(euros)00000000 WHERE id = 4067")
    caller = try server.signIn("vera@nebeus.example")
  }

  /// The same on another connection.
  package init(server: TestServer, caller: TestCaller) {
    self.server = server
    self.caller = caller
  }

  /// The params of a purchase of 0.0903 BTC for 100 EUR from the EUR wallet, some of them others.
  package static func purchase(_ changes: [String: String] = [:]) -> String {
    params(
      ["buy_amount": "0.0903", "deposit_amount": "100", "payment_id": "4067", "account_id": "338"], changes)
  }

  /// The params of a purchase with a new card.
  package static func cardPurchase(_ changes: [String: String] = [:]) -> String {
    params(
      [
        "buy_amount": "0.0903", "deposit_amount": "100", "account_id": "338", "card_number": "5105 1051 0510 5100",
        "cardholder_name": "Vera Wallet", "expiration_date": "03/17", "cvc": "123",
      ], changes)
  }

  /// The params of a sale of 0.0903 BTC for 100 EUR.
  package static func sale(_ changes: [String: String] = [:]) -> String {
    params(["sell_sum": "0.0903", "buy_sum": "100", "debit_from": "338", "deposit_to": "4067"], changes)
  }

  /// Strings all; "-" leaves a param out.
  package static func params(_ standard: [String: String], _ changes: [String: String]) -> String {
    let all = standard.merging(changes) { $1 }.filter { $0.value != "-" }
    return "{" + all.map { #""\#($0.key)":"\#($0.value)""# }.sorted().joined(separator: ",") + "}"
  }

  /// Takes the first step and returns the code's id and the code; "none" where none was sent.
  package func code(_ path: String, _ params: String) throws -> (id: String, code: String) {
    guard let id = try caller.result(path, params)?["code_id"]?.rawText else { return ("none", "none") }
    let code = try server.rows("SELECT code FROM mock_outbox WHERE kind = 'pin' AND code_id = \(id)")
    return (id, code.first?.first ?? "none")
  }

  package var balances: [[String]] {
    get throws { try server.rows("SELECT balance FROM account_account WHERE id IN (338, 4067) ORDER BY id") }
  }

  package var limit: String? {
    get throws { try caller.result("/btc/get_buy_limit/1.0/json")?["limit"]?.rawText }
  }
}
