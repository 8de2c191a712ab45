import JSON
import JSONRPC
import SQLite
import Store

/// An amount that can be moved: above zero, and no finer than its currency.
struct Money {
  let decimal: ExactDecimal
  /// The same in hundred-millionths.
  let units: Int64

  /// The refusals of an argument that is no amount.
  static func refusals(of parameter: Parameter<ExactDecimal>) -> [Refusal] {
    [notPositive(parameter), tooFine(parameter), tooLarge(parameter)]
  }

  /// Throws the refusal of `parameter` where it is no amount of `currency`: BTC has 8 decimals, the others 2.
  init(_ decimal: ExactDecimal, in currency: String, as parameter: Parameter<ExactDecimal>) throws(Refusal) {
    guard !decimal.isNegative, !decimal.isZero else { throw Self.notPositive(parameter) }
    let decimals = currency == "BTC" ? ColumnFormat.amountScale : 2
    guard decimal.scale <= decimals else { throw Self.tooFine(parameter).with(decimals) }
    guard let units = decimal.units(scale: ColumnFormat.amountScale) else { throw Self.tooLarge(parameter) }
    self.decimal = decimal
    self.units = units
  }

  private static func notPositive(_ parameter: Parameter<ExactDecimal>) -> Refusal {
    parameter.wrong("should be above 0")
  }

  private static func tooFine(_ parameter: Parameter<ExactDecimal>) -> Refusal {
    parameter.wrong("should have at most {number} decimals")
  }

  private static func tooLarge(_ parameter: Parameter<ExactDecimal>) -> Refusal { parameter.wrong("is too large") }
}

extension ExactDecimal {
  /// An amount from hundred-millionths, as the tables have it.
  init(hundredMillionths units: Int64) throws {
    guard let amount = ExactDecimal(units: units, scale: ColumnFormat.amountScale) else {
      throw StateError.notDecimal("\(units)")
    }
    self = amount
  }
}

extension Row {
  /// An amount, which is stored in hundred-millionths.
  borrowing func amount(_ index: Int) throws -> ExactDecimal {
    try ExactDecimal(hundredMillionths: self[index])
  }

  /// A rate, which is stored as text.
  borrowing func rate(_ index: Int) throws -> ExactDecimal {
    let text: String = try self[index]
    guard let rate = ExactDecimal(text) else { throw StateError.notDecimal(text) }
    return rate
  }
}

/// How far two amounts may be off the rate between them: one percent.
///
/// Source: docs/decisions.md, Exchange.
enum RateTolerance {
  private static let hundred = ExactDecimal(100)

  /// Whether `amount` is within one percent of `other` converted, where `rate` and `otherRate` are units of the two
  /// currencies for one EUR. Calculated without a division, so exactly; what has too many digits for that is off.
  static func admits(_ amount: ExactDecimal, at rate: ExactDecimal, for other: ExactDecimal, at otherRate: ExactDecimal)
    -> Bool
  {
    guard let given = amount.multiplied(by: otherRate), let due = other.multiplied(by: rate),
      let off = given.subtracting(due)?.magnitude.multiplied(by: hundred)
    else { return false }
    return off <= due
  }
}
