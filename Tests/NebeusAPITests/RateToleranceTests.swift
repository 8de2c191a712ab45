import JSON
import Testing

@testable import NebeusAPI

@Suite("RateTolerance")
struct RateToleranceTests {
  @Test(
    "is one percent, to the last digit",
    arguments: [
      ("1.01", "0.01", "100", true), ("1.0100000001", "0.01", "100", false), ("0.99", "0.01", "100", true),
      ("0.9899999999", "0.01", "100", false), ("1", "0.01", "100", true),
      ("1", "1.0000000000000000000000000001", "1.0000000000000000000000000001", false),
    ])
  func admits(_ amount: String, _ rate: String, _ other: String, _ isAdmitted: Bool) throws {
    let decimals = try [amount, rate, other].map { try #require(ExactDecimal($0)) }
    #expect(RateTolerance.admits(decimals[0], at: decimals[1], for: decimals[2], at: ExactDecimal(1)) == isAdmitted)
  }
}
