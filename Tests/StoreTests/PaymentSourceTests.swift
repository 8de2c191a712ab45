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
        "test.json, account_account, row 1, id: duplicate id: a card has it, and cards and wallets share their ids"
      ),
      (
        [wallets, cards],
        "test.json, payment_card, row 1, id: duplicate id: a wallet has it, and cards and wallets share their ids"
      ),
    ])
  func collide(_ tables: [String], _ complaint: String) throws {
    let text = "{\(([Self.state] + tables).joined(separator: ", "))}"
    #expect(try ScenarioFixture.problems(text) == [complaint])
    #expect(try ScenarioFixture.problems(text.replacing(#""id": 7"#, with: #""id": 8"#, maxReplacements: 1)) == [])
  }

  @Test("keep a card's number masked")
  func masked() throws {
    let whole = Self.cards.replacing("42424242", with: "4242424242424242")
    let problems = try ScenarioFixture.problems("{\(Self.state), \(whole)}")
    #expect(problems.count == 1)
    #expect(
      problems.first?.hasPrefix(
        #"test.json, payment_card, row 1, pan_number: invalid value "4242424242424242": must be "#)
        == true)
  }
}
