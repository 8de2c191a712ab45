import JSONRPC
import Store

/// The parameters that say to whom a transfer from card to card goes.
enum RecipientParameters {
  static let transfer = Parameter(
    "recipient_id", .optional(.idOrText), "Id of an earlier card to card transfer")
  static let country = Parameter(
    "recipient_country_id", .optional(.idOrText), "Id of the recipient's country")
  static let number = Parameter(
    "recipient_card_number", .optional(.identifier), "Recipient's card number")
  static let email = Parameter(
    "recipient_email", .optional(.text(maxBytes: 254)), "Recipient's e-mail")
  static let phone = Parameter(
    "recipient_phone", .optional(.identifier), "Recipient's phone number")
  static let holder = Parameter(
    "recipient_cardholder_name", .optional(.text(maxBytes: 128)), "Recipient's card: holder's name")

  static let all: [ParameterDeclaration] = [
    .init(transfer), .init(country), .init(number), .init(email), .init(phone), .init(holder),
  ]

  /// The recipient of an earlier transfer, or the one that the call describes. Throws what is missing or wrong.
  static func recipient(_ arguments: Arguments, _ context: CallContext) throws -> Recipient {
    if let id = try arguments[transfer] {
      let known = try Recipient.ofTransfer(id, of: context.user.partnerID, in: context.state)
      guard let known else { throw transfer.wrong("is no earlier transfer of the user's") }
      return known
    }
    guard let countryID = try arguments[country] else { throw country.missing }
    let isActive = try context.database.first(
      "SELECT 1 FROM res_country WHERE id = ? AND active", countryID, read: { _ in true })
    guard isActive != nil else { throw country.wrong("should be the id of an active country") }
    guard let digits = try arguments[number] else { throw number.missing }
    guard let card = CardNumber(digits) else { throw number.wrong("is no number of a payment card") }
    guard let address = try arguments[email] else { throw email.missing }
    guard EmailAddress.isWellFormed(address) else { throw email.wrong("should be an address such as name@example.com") }
    guard let cardholder = try arguments[holder] else { throw holder.missing }
    return Recipient(
      cardholder: cardholder, cardNumber: card.masked, countryID: countryID, email: address,
      phone: try arguments[phone])
  }
}
