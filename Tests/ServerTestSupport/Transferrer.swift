import JSON

/// Tom, who sends money to cards: his wallets are 4073 in BTC and 4074 in EUR, which has 315 left.
package struct Transferrer {
  package static let path = "/card2card/new/1.0/json"
  package static let searchPath = "/card2card/search/1.0/json"

  package let server: TestServer
  package let caller: TestCaller

  package init(_ change: String = "") throws {
    server = try TestServer.start(scenario: "reference-accounts", seed: 1)
    try server.change(change)
    caller = try server.signIn("tom@nebeus.example")
  }

  /// The params of a transfer of 100 EUR from the EUR wallet, some of them others. Values are JSON; "-" leaves one out.
  package static func transfer(_ changes: [String: String] = [:]) -> String {
    let standard = [
      "from_sum": "100", "to_sum": "100", "to_sum_currency": "1", "source_id": #""4074""#,
      "recipient_country_id": #""1""#, "recipient_card_number": #""4444333322221111""#,
      "recipient_email": #""Olga@example.com""#, "recipient_cardholder_name": #""Olga Ёлкина""#,
    ]
    let all = standard.merging(changes) { $1 }.filter { $0.value != "-" }
    return "{" + all.map { #""\#($0.key)":\#($0.value)"# }.sorted().joined(separator: ",") + "}"
  }

  /// The same, paid with a new card.
  package static func cardTransfer(_ changes: [String: String] = [:]) -> String {
    let card = [
      "source_id": "-", "card_number": #""378282246310005""#, "cardholder_name": #""Tom Transfer""#,
      "expiration_date": #""12/19""#, "cvv": #""1234""#,
    ]
    return transfer(card.merging(changes) { $1 })
  }

  /// The card numbers that a search finds.
  package func found(_ query: String) throws -> [String] {
    try caller.result(Self.searchPath, #"{"query":"\#(query)"}"#)?.array?.map { $0["card_number"]?.string ?? "" } ?? []
  }
}
