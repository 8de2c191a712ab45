import JSON
import Testing

@Suite("ExactDecimal")
struct ExactDecimalTests {
  @Test(
    "reads digits, a sign and a point, and writes the shortest",
    arguments: [
      ("0.001", "0.001"), ("14.56", "14.56"), ("22", "22"), ("22.00", "22"), ("0", "0"), ("-0", "0"), ("-0.0", "0"),
      ("+5", "5"), ("-5.10", "-5.1"), ("007", "7"), (".5", "0.5"), ("5.", "5"), ("100", "100"),
      ("1000.0001", "1000.0001"),
      ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
      ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
      ("1.000000000000000000000000000000000000000000000000000000000000", "1"), ("-0.1", "-0.1"),
    ])
  func reads(text: String, shortest: String) {
    #expect(ExactDecimal(text)?.description == shortest)
  }

  @Test(
    "refuses any other text, and what has over 38 digits or decimals",
    arguments: [
      "", " ", ".", "-", "+", "-.", " 1", "1 ", "1,5", "1.2.3", "1e5", "--1", "1-", "12abc", "NaN", "Infinity", "٣",
      "0x10", "1_000", "100000000000000000000000000000000000000", "170141183460469231731687303715884105728",
      "0.000000000000000000000000000000000000001", "9999999999999999999999999999999999999999999999999",
    ])
  func refuses(text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test("is equal, and hashed equally, whatever the zeros")
  func equals() throws {
    #expect(ExactDecimal("1.50") == ExactDecimal("1.5"))
    #expect(Set([try #require(ExactDecimal("2.0")), ExactDecimal(2)]).count == 1)
    #expect(ExactDecimal("1.5")?.scale == 1)
    #expect(ExactDecimal("1500")?.scale == 0)
  }

  @Test(
    "orders by value, whatever the scales",
    arguments: [
      ("1", "2"), ("-2", "-1"), ("-1", "0.5"), ("0.1", "0.11"), ("-0.11", "-0.1"), ("-0.5", "0.5"),
      ("99999999999999999999999999999999999998", "99999999999999999999999999999999999999"),
      ("0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999"),
      ("-99999999999999999999999999999999999999", "-0.00000000000000000000000000000000000001"),
    ])
  func orders(small: String, big: String) throws {
    let (small, big) = (try #require(ExactDecimal(small)), try #require(ExactDecimal(big)))
    #expect(small < big)
    #expect(!(big < small))
    #expect(!(small < small))
  }

  @Test(
    "adds, subtracts and multiplies exactly, or not at all",
    arguments: [
      Sum("0.1", "0.2", "0.3", "-0.1", "0.02"), Sum("1", "-1", "0", "2", "-1"), Sum("0.5", "0.5", "1", "0", "0.25"),
      Sum("1.25", "0.8", "2.05", "0.45", "1"),
      Sum("99999999999999999999999999999999999999", "1", nil, "99999999999999999999999999999999999998", most),
      Sum("99999999999999999999999999999999999999", "0.1", nil, nil, "9999999999999999999999999999999999999.9"),
      Sum(most, most, nil, "0", nil),
      Sum(
        "0.0000000000000000001", "0.00000000000000000001", "0.00000000000000000011",
        "0.00000000000000000009", nil),
    ])
  func calculates(_ sum: Sum) throws {
    let (one, two) = (try #require(ExactDecimal(sum.one)), try #require(ExactDecimal(sum.two)))
    #expect(one.adding(two)?.description == sum.sum)
    #expect(two.adding(one)?.description == sum.sum)
    #expect(one.subtracting(two)?.description == sum.difference)
    #expect(one.multiplied(by: two)?.description == sum.product)
    #expect(two.multiplied(by: one)?.description == sum.product)
  }

  @Test("is stored in units of a scale, exactly or not at all")
  func convertsToUnits() {
    #expect(ExactDecimal("0.001")?.units(scale: 8) == 100_000)
    #expect(ExactDecimal("-14.56")?.units(scale: 8) == -1_456_000_000)
    #expect(ExactDecimal("0.000000001")?.units(scale: 8) == nil)
    #expect(ExactDecimal("92233720368.54775807")?.units(scale: 8) == .max)
    #expect(ExactDecimal("92233720368.54775808")?.units(scale: 8) == nil)
    #expect(ExactDecimal("-92233720368.54775808")?.units(scale: 8) == .min)
    #expect(ExactDecimal("99999999999999999999999999999999999999")?.units(scale: 8) == nil)
    #expect(ExactDecimal(1).units(scale: 99) == nil)
    #expect(ExactDecimal(units: .min, scale: 8)?.description == "-92233720368.54775808")
    #expect(ExactDecimal(units: 100_000, scale: 8)?.description == "0.001")
    #expect(ExactDecimal(units: 1, scale: 39) == nil)
    #expect(ExactDecimal(units: 1, scale: -1) == nil)
  }

  @Test("has a sign, an opposite and a magnitude")
  func hasSign() {
    #expect(ExactDecimal("-1.5")?.isNegative == true)
    #expect(ExactDecimal("-1.5")?.magnitude.description == "1.5")
    #expect(ExactDecimal("1.5")?.negated.description == "-1.5")
    #expect(ExactDecimal.zero.negated == .zero)
    #expect(ExactDecimal.zero.isZero)
    #expect(ExactDecimal(.min).integer == .min)
    #expect(ExactDecimal("1.5")?.integer == nil)
  }
}

private let most = nines(38)

private func nines(_ count: Int) -> String { String(repeating: "9", count: count) }

/// Two numbers, and what comes of them.
struct Sum: Sendable, CustomTestStringConvertible {
  let one, two: String
  let sum, difference, product: String?

  init(_ one: String, _ two: String, _ sum: String?, _ difference: String?, _ product: String?) {
    (self.one, self.two, self.sum, self.difference, self.product) = (one, two, sum, difference, product)
  }

  var testDescription: String { "\(one), \(two)" }
}
