import ServerTestSupport
import Testing

@Suite("POST /user/get_cards/1.0/json")
struct GetCardsTests {
  static let path = "/user/get_cards/1.0/json"

  @Test("lists the user's own cards by id")
  func lists() throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    try server.change(
      """
      INSERT INTO payment_card VALUES (3, 301, '51001234', 'MasterCard', 'V', '2018-01-31 23:59:59'),
        (9, 302, '41119999', 'Visa', 'W', '2018-01-31 23:59:59')
      """)
    let cards = try server.signIn("vera@nebeus.example").result(Self.path)
    #expect(cards?.count == 2)
    #expect(cards?[0]?["code"]?.integer == 3)
    #expect(cards?[0]?["payment_system"]?.string == "MasterCard")
    #expect(try server.signIn("tom@nebeus.example").call(Self.path).text == #"{"id":1,"jsonrpc":"2.0","result":[]}"#)
  }
}
