/// An exact decimal number, which never passes through a `Double`.
///
/// A coefficient of at most 38 digits and a scale of 0 to 38 decimals, without trailing zeros, so that equal numbers
/// are equal bits. What doesn't fit is nil, never rounded unasked. Source: docs/decisions.md, Time and money.
package struct ExactDecimal: Hashable, Sendable {
  /// The number times ten to the power of `scale`.
  let coefficient: Int128
  /// How many decimals the shortest way to write it has.
  package let scale: Int

  static let maxScale = 38

  package static let zero = ExactDecimal(coefficient: 0, scale: 0)

  package init(_ integer: Int) {
    coefficient = Int128(integer)
    scale = 0
  }

  /// `units` of ten to the power of minus `scale`: hundred-millionths at 8. Nil if the scale isn't 0 to 38.
  package init?(units: Int64, scale: Int) {
    self.init(Int128(units), scale: scale)
  }

  /// Takes trailing zeros away. Nil if there are still more than 38 decimals or digits.
  init?(_ coefficient: Int128, scale: Int) {
    var (coefficient, scale) = (coefficient, scale)
    while scale > 0, coefficient != 0 {
      let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      coefficient = quotient
      scale -= 1
    }
    guard coefficient != 0 else {
      self = .zero
      return
    }
    guard (0...Self.maxScale).contains(scale), coefficient.magnitude < Self.limit else { return nil }
    self.init(coefficient: coefficient, scale: scale)
  }

  private init(coefficient: Int128, scale: Int) {
    self.coefficient = coefficient
    self.scale = scale
  }

  package var isNegative: Bool { coefficient < 0 }
  package var isZero: Bool { coefficient == 0 }

  package var negated: ExactDecimal {
    // The least Int128 is beyond the limit, so that every coefficient has its opposite.
    ExactDecimal(coefficient: 0 - coefficient, scale: scale)
  }

  package var magnitude: ExactDecimal { isNegative ? negated : self }

  /// The number as an `Int`, if it is whole and fits.
  package var integer: Int? { scale == 0 ? Int(exactly: coefficient) : nil }

  /// The number in units of ten to the power of minus `scale`, if it is a whole number of them and fits.
  package func units(scale: Int) -> Int64? {
    guard scale >= self.scale, let factor = Self.power(scale - self.scale) else { return nil }
    let (units, overflow) = coefficient.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Int64(exactly: units)
  }

  /// Ten to the power of 38: coefficients are below it.
  static let limit: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

  /// Ten to the power of `exponent`, nil below 0 and above 38.
  static func power(_ exponent: Int) -> Int128? {
    guard (0...maxScale).contains(exponent) else { return nil }
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

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
