import JSONRPC
import Store
import Time

/// The four parameters in which a call brings a new card; the card's code has another name in each call.
struct CardParameters {
  let number = Parameter("card_number", .optional(.identifier), "New card: number")
  let holder = Parameter("cardholder_name", .optional(.text(maxBytes: 128)), "New card: holder's name")
  let expiry = Parameter("expiration_date", .optional(.text()), "New card: expiry, MM/YY")
  let code: Parameter<String?>

  /// - Parameter name: what the card's code is called.
  init(code name: String) {
    code = Parameter(name, .optional(.identifier), "New card: the three or four digits of its code")
  }

  /// The card of a call. Throws the refusal of what is missing or wrong.
  func card(_ arguments: Arguments, now: Timestamp) throws -> NewCard {
    guard let digits = try arguments[number] else { throw number.missing }
    guard let number = CardNumber(digits) else { throw number.wrong("is no number of a payment card") }
    guard let holder = try arguments[holder] else { throw holder.missing }
    guard let text = try arguments[expiry] else { throw expiry.missing }
    guard let end = CardExpiry.end(of: text) else { throw expiry.wrong("should be MM/YY") }
    guard now <= end else { throw expiry.wrong("has passed") }
    guard let secret = try arguments[code] else { throw code.missing }
    guard (3...4).contains(secret.utf8.count), secret.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw code.wrong("should be three or four digits")
    }
    return NewCard(number: number, holder: holder, expiration: end)
  }
}
