import JSON
import JSONRPC
import Store

/// An amount that can be moved: above zero, and no finer than its currency.
struct Sum {
  let decimal: ExactDecimal
  /// The same in hundred-millionths.
  let units: Int64

  /// Throws the refusal of `parameter` where it is no amount of `currency`: BTC has 8 decimals, the others 2.
  init(_ decimal: ExactDecimal, in currency: String, as parameter: Parameter<ExactDecimal>) throws(Refusal) {
    guard !decimal.isNegative, !decimal.isZero else { throw parameter.wrong("should be above 0") }
    let decimals = currency == "BTC" ? Amount.scale : 2
    guard decimal.scale <= decimals else { throw parameter.wrong("should have at most \(decimals) decimals") }
    guard let units = decimal.units(scale: Amount.scale) else { throw parameter.wrong("is too large") }
    self.decimal = decimal
    self.units = units
  }
}
