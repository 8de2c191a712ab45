import Basics
import JSONRPC
import Store
import Time

/// The number of a payment card, as long as a call lasts: only its ends may be kept.
struct CardNumber {
  private let digits: [UInt8]

  /// 12 to 19 digits with a right check digit; spaces and hyphens between them don't matter.
  ///
  /// Source: ISO/IEC 7812-1.
  init?(_ text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
    guard (12...19).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.digits = digits.map { $0 - 0x30 }
    guard Luhn.sum(self.digits).isMultiple(of: 10) else { return nil }
  }

  /// The refusal of an argument that is no such number.
  static func refusal(of parameter: Parameter<String?>) -> Refusal { parameter.wrong("is not a valid card number") }

  /// The first four and the last four digits.
  var ends: String { first + last }

  /// `1234 **** **** 4321`
  var masked: String { "\(first) **** **** \(last)" }

  private var first: String { Self.text(digits.prefix(4)) }
  private var last: String { Self.text(digits.suffix(4)) }

  /// The payment system, by the number's first digits. Source: ISO/IEC 7812-2.
  var system: String {
    let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    return switch four {
    case 4000...4999: "Visa"
    case 5100...5599, 2221...2720: "MasterCard"
    case 3400...3499, 3700...3799: "American Express"
    case 3528...3589: "JCB"
    case 6011, 6440...6599: "Discover"
    case 6200...6299: "UnionPay"
    case 5000...5099, 5600...6999: "Maestro"
    default: "Other"
    }
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}

/// When a card ends, as it is printed on it.
enum CardExpiry {
  /// Reads `MM/YY`: the last second of that month of this century. Nil where the text is none.
  ///
  /// Source: docs/decisions.md, Accounts.
  static func end(of text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: "/"), let month = number(bytes[0], bytes[1]),
      let year = number(bytes[3], bytes[4]), (1...12).contains(month)
    else { return nil }
    let next = month == 12 ? Day(year: 2001 + year, month: 1, day: 1) : Day(year: 2000 + year, month: month + 1, day: 1)
    return next?.start.advanced(by: -1)
  }

  private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
    guard (0x30...0x39).contains(tens), (0x30...0x39).contains(ones) else { return nil }
    return Int(tens - 0x30) * 10 + Int(ones - 0x30)
  }
}

/// A card whose details came with a call. Its code has been looked at and is not kept.
struct NewCard {
  let number: CardNumber
  let holder: String
  /// The last moment at which it is good.
  let expiration: Timestamp
}

/// The four parameters in which a call brings a new card; the card's code has another name in each call.
struct CardParameters {
  let number = Parameter("card_number", .optional(.digits), "New card: number")
  let holder = Parameter("cardholder_name", .optional(.text(maxBytes: 128)), "New card: holder's name")
  let expiry = Parameter("expiration_date", .optional(.text()), "New card: expiry, MM/YY")
  let code: Parameter<String?>

  /// Those of a card whose number is given; an endpoint says itself what it does without one.
  var refusals: [Refusal] {
    [badNumber, holder.missing, expiry.missing, badExpiry, passed, code.missing, badCode]
  }

  private var badNumber: Refusal { CardNumber.refusal(of: number) }
  private var badExpiry: Refusal { expiry.wrong("should be MM/YY") }
  private var passed: Refusal { expiry.wrong("has passed") }
  private var badCode: Refusal { code.wrong("should be three or four digits") }

  /// - Parameter name: what the card's code is called.
  init(code name: StaticString) {
    code = Parameter(name, .optional(.digits), "New card: the three or four digits of its code")
  }

  /// Whether a call has any of the four.
  func isGiven(in arguments: Arguments) -> Bool {
    arguments.has(number) || arguments.has(holder) || arguments.has(expiry) || arguments.has(code)
  }

  /// The card of a call. Throws the refusal of what is missing or wrong.
  func card(_ arguments: Arguments, now: Timestamp) throws -> NewCard {
    guard let digits = arguments[number] else { throw number.missing }
    guard let number = CardNumber(digits) else { throw badNumber }
    guard let holder = arguments[holder] else { throw holder.missing }
    guard let text = arguments[expiry] else { throw expiry.missing }
    guard let end = CardExpiry.end(of: text) else { throw badExpiry }
    guard now <= end else { throw passed }
    guard let secret = arguments[code] else { throw code.missing }
    guard (3...4).contains(secret.utf8.count), secret.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw badCode
    }
    return NewCard(number: number, holder: holder, expiration: end)
  }
}
