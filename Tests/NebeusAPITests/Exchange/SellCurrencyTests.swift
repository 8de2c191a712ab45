import ServerTestSupport
import Testing

@Suite("POST /sell_currency/1.0/json")
struct SellCurrencyTests {
  static let path = Exchanger.sellPath

  @Test("moves bitcoin out and euros in, in two transactions of one reference")
  func sells() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.sale())
    #expect(
      try vera.caller.call(Self.path, Exchanger.sale(["code_id": id, "code": code])).text == BuyCurrencyTests.done)
    #expect(try vera.balances == [["99244000"], ["110000000000"]])
    #expect(
      try vera.server.rows("SELECT account_id, type, credit, debit FROM account_transaction WHERE id > 3 ORDER BY id")
        == [["338", "Sell bitcoin", "0", "9030000"], ["4067", "Sell bitcoin", "10000000000", "0"]])
    #expect(try vera.limit == "200")
  }

  @Test(
    "refuses, says what is wrong, and writes nothing",
    arguments: [
      (Exchanger.sale(["sell_sum": "-"]), "Sell sum should be specified"),
      (Exchanger.sale(["sell_sum": "0"]), "Sell sum should be above 0"),
      (Exchanger.sale(["buy_sum": "99.999"]), "Buy sum should have at most 2 decimals"),
      (Exchanger.sale(["debit_from": "4067"]), "Debit from should be a wallet in BTC"),
      (Exchanger.sale(["debit_from": "4"]), "debit_from: not one of your wallets"),
      (Exchanger.sale(["debit_from": "4071"]), "debit_from: not one of your wallets"),
      (Exchanger.sale(["deposit_to": "338"]), "Deposit to should be a wallet in EUR"),
      (Exchanger.sale(["deposit_to": "4072"]), "deposit_to: not one of your wallets"),
      (Exchanger.sale(["buy_sum": "102"]), "The amounts are over one percent off the current rate"),
      (
        Exchanger.sale(["sell_sum": "0.28", "buy_sum": "309.85"]),
        "The amount is over the daily limit: 300 EUR are left"
      ),
      (Exchanger.sale(["code": "123456", "code_id": "358"]), "Something went wrong"),
    ])
  func refuses(_ params: String, _ message: String) throws {
    let vera = try Exchanger()
    let before = try vera.server.state()
    #expect(try vera.caller.refusal(Self.path, params) == message)
    #expect(try vera.server.state() == before)
  }

  @Test("wants the bitcoin to be there")
  func money() throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE account_account SET opening_balance = 9029999 WHERE id = 338")
    #expect(try vera.caller.refusal(Self.path, Exchanger.sale()) == "There is not enough money in the wallet")
  }

  @Test("goes by the rate at which one sells")
  func sellRate() throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE res_currency SET buy_rate = '0.0005', sell_rate = '0.002' WHERE id = 181")
    #expect(try vera.caller.result(Self.path, Exchanger.sale(["sell_sum": "0.2"]))?["code_id"] != nil)
  }
}
