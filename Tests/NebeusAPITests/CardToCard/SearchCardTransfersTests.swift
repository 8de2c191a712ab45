import JSON
import ServerTestSupport
import Testing

@Suite("POST /card2card/search/1.0/json")
struct SearchCardTransfersTests {
  static let petr = "1234 **** **** 4321"
  static let ivan = "4444 **** **** 8888"

  @Test(
    "finds by any part of name, number and e-mail, whatever the case, the latest first",
    arguments: [
      ("", [petr, ivan]), ("IVAN", [petr, ivan]), ("petrov", [ivan]), ("User2@", [ivan]), ("4321", [petr]),
      ("4 ****", [petr, ivan]), ("*", [petr, ivan]), ("%", []), ("nobody", []),
    ])
  func finds(_ query: String, _ numbers: [String]) throws {
    #expect(try Transferrer().found(query) == numbers)
  }

  @Test("finds a whole number by its ends")
  func wholeNumber() throws {
    let tom = try Transferrer()
    _ = try tom.caller.call(Transferrer.path, Transferrer.transfer())
    #expect(try tom.found("4444 3333 2222 1111") == ["4444 **** **** 1111"])
    #expect(try tom.found("ёЛКИНА") == ["4444 **** **** 1111"])
  }

  @Test("shows each recipient once, as the latest transfer has it")
  func once() throws {
    let tom = try Transferrer(
      """
      INSERT INTO card2card_transfer (id, partner_id, date, from_sum, from_sum_currency, to_sum, to_sum_currency,
          cardholder_name, card_number, country_id, email, operation_ref) VALUES
        (7, 303, '2017-03-05 00:00:00', 1, 1, 1, 1, 'IVAN PETROV', '4444 **** **** 8888', 2, 'User2@email.com', 'r'),
        (8, 303, '2017-01-01 00:00:00', 1, 1, 1, 1, 'Ivan Petrov', '4444 **** **** 8888', 1, 'user2@email.com', 'r'),
        (9, 302, '2017-03-06 00:00:00', 1, 1, 1, 1, 'Ivan Petrov', '4444 **** **** 8888', 1, 'user2@email.com', 'r')
      """)
    #expect(
      try tom.caller.result(Transferrer.searchPath, #"{"query":"user2"}"#)?.rawText
        == #"[{"cardholder_name":"IVAN PETROV","card_number":"4444 **** **** 8888","country_code":"ES","email":"User2@email.com"}]"#
    )
    try tom.server.change("DELETE FROM card2card_transfer WHERE id = 7")
    #expect(try tom.found("") == [Self.petr, Self.ivan])
    try tom.server.change("UPDATE card2card_transfer SET card_number = '5555 **** **** 5555' WHERE id = 1")
    #expect(try tom.found("5555") == ["5555 **** **** 5555"])
    #expect(try tom.found("4444") == [Self.ivan])
    // Of one moment, the higher id is the newer.
    try tom.server.change("UPDATE card2card_transfer SET date = '2017-03-02 17:20:55' WHERE partner_id = 303")
    #expect(try tom.found("").first == Self.ivan)
    try tom.server.change("DELETE FROM card2card_transfer WHERE partner_id = 303")
    #expect(try tom.found("") == [])
  }

  @Test("refuses a call without a query")
  func refuses() throws {
    #expect(try Transferrer().caller.refusal(Transferrer.searchPath) == "query: Query should be specified")
  }
}
