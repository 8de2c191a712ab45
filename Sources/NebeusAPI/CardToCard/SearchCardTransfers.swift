import JSONRPC

/// Those to whom the current user has sent money, by any part of holder's name, card number or e-mail.
enum SearchCardTransfers {
  static let query = Parameter("query", .anyText(), "Cardholder name, card number or e-mail")

  static let endpoint = Endpoint<CallContext>(
    "/card2card/search/1.0/json",
    summary: "Search card to card transfers",
    access: .session,
    parameters: [.init(query)],
    answer: .list(of: [
      Field("cardholder_name", "Holder's name") { (found: FoundRecipient) in found.cardholder },
      Field("card_number", "Card number, masked") { $0.cardNumber },
      Field("country_code", "Code of the country") { $0.countryCode },
      Field("email", "E-mail") { $0.email },
    ]),
    envelope: .array
  ) { arguments, context in
    try FoundRecipient.search(arguments[query], of: context.user.partnerID, in: context.state)
  }
}
