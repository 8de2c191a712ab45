import ServerTestSupport
import Testing

@Suite("The lists of rates")
struct RateListTests {
  @Test(
    "show the rate of their own direction, and the currency's where it has none",
    arguments: [("/utils/get_buy_currencies/1.0/json", "0.0009"), ("/utils/get_sell_currencies/1.0/json", "0.00091")])
  func rates(_ path: String, _ rate: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    try server.change(
      """
      UPDATE res_currency SET buy_rate = '0.0009', sell_rate = '0.00091', symbol = 'B' WHERE id = 181;
      INSERT INTO res_currency (id, name, rate, symbol_position) VALUES (2, 'GBP', '0.86', 'before');
      """)
    let list = try server.signIn("vera@nebeus.example").result(path)
    #expect(list?[0]?["rate"]?.rawText == rate && list?[0]?["symbol"]?.string == "B")
    #expect(
      list?[2]?.rawText
        == #"{"data-custom-class":"_gbp","name":"GBP","rate":0.86,"symbol":"GBP","symbol-pos":"before","value":"gbp"}"#)
  }
}
