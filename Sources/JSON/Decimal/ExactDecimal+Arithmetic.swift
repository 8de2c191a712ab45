/// Sums, products and quotients: exact, or rounded where the caller says how. Nil for what has more than 38 digits or
/// decimals.
extension ExactDecimal {
  package func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let common = max(scale, other.scale)
    guard let one = coefficient(atScale: common), let two = other.coefficient(atScale: common) else { return nil }
    let (sum, overflow) = one.addingReportingOverflow(two)
    return overflow ? nil : ExactDecimal(sum, scale: common)
  }

  package func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
    adding(other.negated)
  }

  package func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
    return overflow ? nil : ExactDecimal(product, scale: scale + other.scale)
  }

  /// The quotient with at most `scale` decimals. Nil also for a divisor of zero.
  package func divided(
    by other: ExactDecimal, toScale scale: Int, _ rule: FloatingPointRoundingRule
  ) -> ExactDecimal? {
    guard (0...Self.maxScale).contains(scale), !other.isZero else { return nil }
    let shift = scale + other.scale - self.scale
    guard let factor = Self.power(abs(shift)) else { return nil }
    var dividend = (high: UInt128(0), low: coefficient.magnitude)
    var divisor = other.coefficient.magnitude
    if shift >= 0 {
      dividend = coefficient.magnitude.multipliedFullWidth(by: factor.magnitude)
    } else {
      let (product, overflow) = divisor.multipliedReportingOverflow(by: factor.magnitude)
      guard !overflow else { return nil }
      divisor = product
    }
    // A quotient of more than 128 bits would trap.
    guard dividend.high < divisor else { return nil }
    let division = divisor.dividingFullWidth(dividend)
    let isNegative = isNegative != other.isNegative
    return Self.round(division, divisor: divisor, isNegative: isNegative, rule).flatMap {
      ExactDecimal($0, scale: scale)
    }
  }

  /// The number with at most `scale` decimals; itself if it has no more. A scale below 0 is 0.
  package func rounded(toScale scale: Int, _ rule: FloatingPointRoundingRule) -> ExactDecimal {
    let scale = max(scale, 0)
    guard scale < self.scale, let divisor = Self.power(self.scale - scale)?.magnitude else { return self }
    let division = coefficient.magnitude.quotientAndRemainder(dividingBy: divisor)
    let rounded = Self.round(division, divisor: divisor, isNegative: isNegative, rule)
    // It has a digit less than it had, so it fits.
    return rounded.flatMap { ExactDecimal($0, scale: scale) } ?? self
  }

  private func coefficient(atScale scale: Int) -> Int128? {
    guard let power = Self.power(scale - self.scale) else { return nil }
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }

  private static func round(
    _ division: (quotient: UInt128, remainder: UInt128), divisor: UInt128, isNegative: Bool,
    _ rule: FloatingPointRoundingRule
  ) -> Int128? {
    let (quotient, remainder) = division
    let rest = divisor - remainder
    let goesUp =
      switch rule {
      case .towardZero: false
      case .awayFromZero: remainder > 0
      case .up: remainder > 0 && !isNegative
      case .down: remainder > 0 && isNegative
      case .toNearestOrAwayFromZero: remainder >= rest
      case .toNearestOrEven: remainder > rest || remainder == rest && quotient % 2 == 1
      @unknown default: remainder >= rest
      }
    guard quotient < limit else { return nil }
    let magnitude = Int128(quotient) + (goesUp ? 1 : 0)
    return isNegative ? 0 - magnitude : magnitude
  }
}

extension ExactDecimal: Comparable {
  package static func < (one: ExactDecimal, other: ExactDecimal) -> Bool {
    let (whole, rest) = one.parts
    let (otherWhole, otherRest) = other.parts
    guard whole == otherWhole else { return whole < otherWhole }
    return rest < otherRest
  }

  /// The whole part and what is behind the point in units of ten to the power of minus 38, both with the sign: numbers
  /// of different scales are compared by them without an overflow.
  private var parts: (whole: Int128, rest: Int128) {
    guard let power = Self.power(scale), let factor = Self.power(Self.maxScale - scale) else { return (0, 0) }
    let (whole, rest) = coefficient.quotientAndRemainder(dividingBy: power)
    return (whole, rest * factor)
  }
}
