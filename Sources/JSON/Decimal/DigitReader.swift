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
