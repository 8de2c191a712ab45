/// The number of a payment card, as long as a call lasts: only its ends may be kept.
struct CardNumber {
  private let digits: [UInt8]

  /// 12 to 19 digits with a right check digit; spaces and hyphens between them don't matter.
  ///
  /// Source: ISO/IEC 7812-1, annex B (Luhn's formula).
  init?(_ text: String) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
    guard (12...19).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.digits = digits.map { $0 - 0x30 }
    guard isValid else { return nil }
  }

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

  private var isValid: Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = Int(digit) * (place % 2 == 0 ? 1 : 2)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}
