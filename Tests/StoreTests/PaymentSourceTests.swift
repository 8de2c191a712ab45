import Testing

@testable import Store

@Suite("Ids of cards and wallets")
struct PaymentSourceTests {
  private static let state = """
    "res_currency": [{"id": 1, "name": "EUR", "rate": 1}], "res_partner": [{"id": 1, "name": "Ann"}]
    """
  private static let cards = """
    "payment_card": [{"id": 7, "partner_id": 1, "pan_number": "42424242", "payment_system": "Visa",
      "expiration_date": "2019-10-31 23:59:59"}]
    """
  private static let wallets = """
    "account_account": [{"id": 7, "partner_id": 1, "currency_id": 1, "code": "a", "acc_number": "a",
      "create_date": {"days": -3}}]
    """

  @Test(
    "may not collide in a scenario, whichever comes first",
    arguments: [
      (
        [cards, wallets],
        "test.json, account_account, row 1, id: the id is that of a card too, but cards and wallets draw theirs from one sequence"
      ),
      (
        [wallets, cards],
        "test.json, payment_card, row 1, id: the id is that of a wallet too, but cards and wallets draw theirs from one sequence"
      ),
    ])
  func collide(_ tables: [String], _ complaint: String) throws {
    let text = "{\(([Self.state] + tables).joined(separator: ", "))}"
    #expect(try ScenarioFixture.complaints(text) == [complaint])
    #expect(try ScenarioFixture.complaints(text.replacing(#""id": 7"#, with: #""id": 8"#, maxReplacements: 1)) == [])
  }

  @Test("keep a card's number masked")
  func masked() throws {
    let whole = Self.cards.replacing("42424242", with: "4242424242424242")
    let complaints = try ScenarioFixture.complaints("{\(Self.state), \(whole)}")
    #expect(complaints.count == 1)
    #expect(
      complaints.first?.hasPrefix(#"test.json, payment_card, row 1, pan_number: "4242424242424242" is not allowed"#)
        == true)
  }
}
