import Basics

/// Reading and writing: digits only, never a binary fraction.
extension ExactDecimal {
  /// Reads ASCII digits with at most one sign before and one point among them: no spaces, no exponent.
  ///
  /// Source: docs/decisions.md, Requests
  package init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let number = text.withUTF8({ ExactDecimal(plain: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = number
  }

  package init?(plain text: UnsafeRawBufferPointer) {
    guard let number = Self.read(text, allowsExponent: false) else { return nil }
    self = number
  }

  /// Reads a number as JSON writes it, with an exponent. The parser has checked the syntax.
  ///
  /// Source: RFC 8259, section 6
  init?(jsonNumber text: UnsafeRawBufferPointer) {
    guard let number = Self.read(text, allowsExponent: true) else { return nil }
    self = number
  }

  private static func read(_ text: UnsafeRawBufferPointer, allowsExponent: Bool) -> ExactDecimal? {
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
  private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    var value = 0
    for byte in text where byte &- UInt8(ascii: "0") < 10 {
      value = min(value * 10 + Int(byte &- UInt8(ascii: "0")), 1 << 40)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  /// Appends the shortest exact decimal: `0.001`, `14.56`, `-22`, `0`; never an exponent.
  package func write(to buffer: inout ByteBuffer) {
    if isNegative { buffer.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(byteCount: 40, alignment: 1) { room in
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
      buffer.append(UnsafeRawBufferPointer(rebasing: room[first..<point]))
      guard scale > 0 else { return }
      buffer.append(UInt8(ascii: "."))
      buffer.append(UnsafeRawBufferPointer(rebasing: room[point...]))
    }
  }
}

extension ExactDecimal: CustomStringConvertible {
  package var description: String {
    var buffer = ByteBuffer()
    write(to: &buffer)
    return buffer.string
  }
}
