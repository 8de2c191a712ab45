import Basics

/// Reading and writing: digits only, never a binary fraction.
extension ExactDecimal {
  /// Reads ASCII digits with at most one sign before and one point among them: no spaces, no exponent.
  ///
  /// Source: docs/decisions.md, Requests
  package init?(_ text: some StringProtocol) {
    guard let number = String(text).withBytes({ ExactDecimal(plain: $0) }) else { return nil }
    self = number
  }

  package init?(plain text: BorrowedBytes) {
    guard let number = Self.read(text, allowsExponent: false) else { return nil }
    self = number
  }

  /// Reads a number as JSON writes it, with an exponent. The parser has checked the syntax.
  ///
  /// Source: RFC 8259, section 6
  init?(jsonNumber text: BorrowedBytes) {
    guard let number = Self.read(text, allowsExponent: true) else { return nil }
    self = number
  }

  private static func read(_ text: BorrowedBytes, allowsExponent: Bool) -> ExactDecimal? {
    var digits = DigitReader()
    var index = 0
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
    loop: while index < text.count {
      switch text[index] {
      case let byte where byte &- UInt8(ascii: "0") < 10:
        guard digits.append(byte &- UInt8(ascii: "0")) else { return nil }
      case UInt8(ascii: "."):
        guard digits.startDecimals() else { return nil }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard allowsExponent else { return nil }
        break loop
      default: return nil
      }
      index += 1
    }
    guard digits.hasAny else { return nil }
    let exponent = index < text.count ? self.exponent(text[(index + 1)...]) : 0
    return digits.number(isNegative: text.first == UInt8(ascii: "-"), exponent: exponent)
  }

  /// The exponent's value; one that is beyond all use, as one just beyond it.
  private static func exponent(_ text: Slice<BorrowedBytes>) -> Int {
    var value = 0
    for byte in text where byte &- UInt8(ascii: "0") < 10 {
      value = min(value * 10 + Int(byte &- UInt8(ascii: "0")), 1 << 40)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  /// Appends the shortest exact decimal: `0.001`, `14.56`, `-22`, `0`; never an exponent.
  package func write(to buffer: inout ByteBuffer) {
    if isNegative { buffer.append(UInt8(ascii: "-")) }
    var room = InlineArray<40, UInt8>(repeating: 0)
    var rest = coefficient.magnitude
    var first = room.count
    // All digits, and as many zeros as there must be before them: one before the point at least.
    while rest > 0 || room.count - first <= scale {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      room[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    let point = room.count - scale
    buffer.append(room.span.extracting(first..<point))
    guard scale > 0 else { return }
    buffer.append(UInt8(ascii: "."))
    buffer.append(room.span.extracting(point..<room.count))
  }
}

extension ExactDecimal: CustomStringConvertible {
  package var description: String {
    var buffer = ByteBuffer()
    write(to: &buffer)
    return buffer.string
  }
}

/// Collects a decimal's digits as they come, and keeps zeros back until a digit follows them, so that a number's length
/// doesn't count where its value does: `1.000…0` of any length is 1.
struct DigitReader {
  private var coefficient: Int128 = 0
  /// Zeros behind the last other digit, not yet in the coefficient.
  private var zeros = 0
  private var decimals = 0
  private var isBehindPoint = false
  private(set) var hasAny = false

  /// Says whether the number may still fit.
  mutating func append(_ digit: UInt8) -> Bool {
    hasAny = true
    if isBehindPoint { decimals += 1 }
    guard digit != 0 else {
      if coefficient != 0 { zeros += 1 }
      return true
    }
    guard coefficient != 0 else {
      coefficient = Int128(digit)
      return true
    }
    guard let power = ExactDecimal.power(zeros + 1) else { return false }
    let (product, tooBig) = coefficient.multipliedReportingOverflow(by: power)
    let (sum, overflow) = product.addingReportingOverflow(Int128(digit))
    coefficient = sum
    zeros = 0
    return !tooBig && !overflow
  }

  /// Says whether this was the first point.
  mutating func startDecimals() -> Bool {
    guard !isBehindPoint else { return false }
    isBehindPoint = true
    return true
  }

  /// What was read, times ten to the power of `exponent`, which is within ±2^40.
  func number(isNegative: Bool, exponent: Int) -> ExactDecimal? {
    guard coefficient != 0 else { return .zero }
    let signed = isNegative ? 0 - coefficient : coefficient
    let scale = decimals - zeros - exponent
    guard scale < 0 else { return ExactDecimal(signed, scale: scale) }
    guard let power = ExactDecimal.power(-scale) else { return nil }
    let (product, overflow) = signed.multipliedReportingOverflow(by: power)
    return overflow ? nil : ExactDecimal(product, scale: 0)
  }
}
