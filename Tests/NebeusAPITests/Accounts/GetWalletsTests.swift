import ServerTestSupport
import Testing

@Suite("POST /user/get_wallets_list/1.0/json")
struct GetWalletsTests {
  static let path = "/user/get_wallets_list/1.0/json"

  @Test("shows a balance change, and no wallet of another's")
  func balances() throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    let vera = try server.signIn("vera@nebeus.example")
    try server.change(
      """
      INSERT INTO account_transaction (account_id, date, type, debit, operation_ref)
        VALUES (4067, '2017-03-22 12:00:00', 'Withdrawal', 150000000, 'r')
      """)
    let wallets = try vera.result(Self.path)
    #expect(wallets?.count == 2)
    #expect(wallets?[1]?["balance"]?.rawText == "20.5")
  }

  @Test("gives a new user two empty ones, whose ids no card has")
  func newUser() throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    try server.change("UPDATE payment_card SET id = 9000")
    _ = try server.visitor().post(
      "/signup/1.0/json",
      #"{"login":"new@nebeus.example","name":"N","surname":"N","password":"reference-password","confirm_password":"reference-password","country":2}"#
    )
    let wallets = try server.signIn("new@nebeus.example").result(Self.path)
    #expect(wallets?[0]?["id"]?.integer == 9001)
    #expect(wallets?[1]?["id"]?.integer == 9002)
    #expect(wallets?[1]?["balance"]?.integer == 0)
  }
}
