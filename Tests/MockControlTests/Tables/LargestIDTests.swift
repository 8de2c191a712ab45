import ServerTestSupport
import Testing

@Suite("The largest ids")
struct LargestIDTests {
  /// A fixture with a card of Vera's.
  private static func card(_ id: String, in server: TestServer) throws -> String {
    let partner = try server.rows("SELECT partner_id FROM account_account WHERE id = 338")[0][0]
    return """
      {"tables": {"payment_card": [{"id": \(id), "partner_id": \(partner), "pan_number": "42424242", "payment_system": "Visa",
        "expiration_date": "2030-01-01 00:00:00"}]}}
      """
  }

  @Test("can be given, and leave room for what calls make")
  func given() throws {
    let vera = try Exchanger()
    let fixture = try Self.card("999999999999999", in: vera.server)
    #expect(try vera.server.control("POST", "/databases/nebeus/fixtures", fixture).status == 200)
    _ = try vera.caller.result(Exchanger.buyPath, Exchanger.cardPurchase(["save_card": "true"]))
    #expect(try vera.server.rows("SELECT max(id) FROM payment_card") == [["1000000000000000"]])
    #expect(try vera.server.visitor().post("/signup/1.0/json", NewUser().json).text.contains("success"))
  }

  @Test("are refused where they are larger", arguments: ["9223372036854775807", "9223372036854775806", "0"])
  func refused(_ id: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    let answer = try server.control("POST", "/databases/nebeus/fixtures", Self.card(id, in: server))
    #expect(answer.status == 422)
    #expect(
      try answer.problem == "fixtures, payment_card, row 1, id: invalid id \(id): must be 1 to 999999999999999")
  }

  @Test(
    "end no server where somebody wrote one into a file", arguments: ["9223372036854775807", "9223372036854775806"])
  func written(_ id: String) throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE payment_card SET id = \(id) WHERE id = (SELECT max(id) FROM payment_card)")
    let before = try vera.server.rows("SELECT count(*) FROM res_users")
    let signup = try vera.server.visitor().post("/signup/1.0/json", NewUser().json)
    #expect(signup.status == 507, "\(signup.text)")
    #expect(try vera.server.rows("SELECT count(*) FROM res_users") == before)
    _ = try vera.caller.post(Exchanger.buyPath, Exchanger.cardPurchase(["save_card": "true"]))
    #expect(try vera.caller.post("/partner/dashboard").status == 200)
  }
}
