import JSON

/// How far two amounts may be off the rate between them: one percent.
///
/// Source: docs/decisions.md, Exchange.
enum RateTolerance {
  private static let hundred = ExactDecimal(100)

  /// Whether `amount` is within one percent of `other` converted, where `rate` and `otherRate` are units of the two
  /// currencies for one EUR. Worked out without a division, so exactly; what has too many digits for that is off.
  static func admits(_ amount: ExactDecimal, at rate: ExactDecimal, for other: ExactDecimal, at otherRate: ExactDecimal)
    -> Bool
  {
    guard let given = amount.multiplied(by: otherRate), let due = other.multiplied(by: rate),
      let off = given.subtracting(due)?.magnitude.multiplied(by: hundred)
    else { return false }
    return off <= due
  }
}
