import JSONRPC
import Store

/// Whom a transfer from card to card reaches; of the card's number no more than its ends is kept.
struct Recipient {
  let cardholder: String
  /// `1234 **** **** 4321`
  let cardNumber: String
  let countryID: Int
  let email: String
  let phone: String?

  /// The recipient of one of the partner's transfers; nil where there is no such transfer, or it is another's.
  static func ofTransfer(_ id: Int, of partner: Int, in state: DatabaseState) throws -> Recipient? {
    try state.connection.first(
      """
      SELECT cardholder_name, card_number, country_id, email, phone FROM card2card_transfer
      WHERE id = ? AND partner_id = ?
      """, id, partner
    ) { row in
      Recipient(
        cardholder: try row[0], cardNumber: try row[1], countryID: try row[2], email: try row[3], phone: try row[4])
    }
  }
}

/// The parameters that say to whom a transfer from card to card goes.
enum RecipientParameters {
  static let transfer = Parameter(
    "recipient_id", .optional(.idOrText), "Id of an earlier card to card transfer")
  static let country = Parameter(
    "recipient_country_id", .optional(.idOrText), "Id of the recipient's country")
  static let number = Parameter(
    "recipient_card_number", .optional(.digits), "Recipient's card number")
  static let email = Parameter(
    "recipient_email", .optional(.text(maxBytes: 254)), "Recipient's e-mail")
  static let phone = Parameter(
    "recipient_phone", .optional(.digits), "Recipient's phone number")
  static let holder = Parameter(
    "recipient_cardholder_name", .optional(.text(maxBytes: 128)), "Recipient's card: holder's name")

  static let all: [any ParameterDeclaration] = [
    transfer, country, number, email, phone, holder,
  ]

  static let refusals = [
    notOwn, country.missing, unknownCountry, number.missing, badNumber, email.missing, badEmail, holder.missing,
  ]
  private static let notOwn = transfer.refusal("recipient_id: not one of your earlier transfers")
  private static let unknownCountry = country.wrong("should be the id of an active country")
  private static let badNumber = CardNumber.refusal(of: number)
  private static let badEmail = EmailAddress.refusal(of: email)

  private static func isNewGiven(in arguments: Arguments) -> Bool {
    arguments.has(country) || arguments.has(number) || arguments.has(email) || arguments.has(phone)
      || arguments.has(holder)
  }

  /// The recipient of an earlier transfer, or the one that the call describes. Throws what is missing or wrong.
  static func recipient(_ arguments: Arguments, _ context: CallContext) throws -> Recipient {
    if let id = arguments[transfer] {
      let known = try Recipient.ofTransfer(id, of: context.user.partnerID, in: context.state)
      guard let known else { throw notOwn }
      if arguments.isStrict, isNewGiven(in: arguments) {
        throw transfer.refusal("recipient_id: not allowed together with a new recipient")
      }
      return known
    }
    guard let countryID = arguments[country] else { throw country.missing }
    let isActive = try context.database.first(
      "SELECT 1 FROM res_country WHERE id = ? AND active", countryID, read: { _ in true })
    guard isActive != nil else { throw unknownCountry }
    guard let digits = arguments[number] else { throw number.missing }
    guard let card = CardNumber(digits) else { throw badNumber }
    guard let address = arguments[email] else { throw email.missing }
    guard EmailAddress.isWellFormed(address) else { throw badEmail }
    guard let cardholder = arguments[holder] else { throw holder.missing }
    return Recipient(
      cardholder: cardholder, cardNumber: card.masked, countryID: countryID, email: address,
      phone: arguments[phone])
  }
}
