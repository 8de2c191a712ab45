import Basics
import JSON
import Store
import Time

@testable import JSONRPC

/// Short texts: decimals, timestamps, forms.
enum TextFuzzing {
  /// A decimal that is read is written in its shortest form, which means the same.
  @Sendable static func decimal(_ bytes: BorrowedBytes) {
    guard let number = ExactDecimal(plain: bytes) else { return }
    let text = number.description
    require(ExactDecimal(text) == number, "\(text) is read as it was written")
    require(!text.contains(".") || !text.hasSuffix("0"), "\(text) is the shortest form")
    require(number.negated.negated == number, "the opposite of the opposite of \(text)")
    if let units = number.units(scale: 8) {
      require(ExactDecimal(units: units, scale: 8) == number, "\(text) in hundred-millionths")
    }
  }

  @Sendable static func timestamp(_ bytes: BorrowedBytes) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let moment = Timestamp(text) else { return }
    require(Timestamp(moment.description) == moment, "\(moment) is read as it was written")
    require(Timestamp(moment.internetDate) == moment, "\(moment.internetDate) is read as it was written")
    require(moment.day.start <= moment, "\(moment) is not before its day")
  }

  /// A form that is read gives params that are JSON.
  @Sendable static func form(_ bytes: BorrowedBytes) {
    guard let form = try? Form(parsing: Array(bytes)) else { return }
    let params = form.params()
    require(params.object != nil, "a form is an object")
  }
}
