/// Sums, differences and products: exact, and nil for what has more than 38 digits or decimals.
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

  private func coefficient(atScale scale: Int) -> Int128? {
    guard let power = Self.power(scale - self.scale) else { return nil }
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
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
