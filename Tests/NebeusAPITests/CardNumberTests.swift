import Testing

@testable import NebeusAPI

@Suite("CardNumber")
struct CardNumberTests {
  @Test(
    "knows its ends and its payment system",
    arguments: [
      ("4242 4242-4242 4242", "42424242", "Visa"), ("4222222222222", "42222222", "Visa"),
      ("5555555555554444", "55554444", "MasterCard"), ("2223003122003222", "22233222", "MasterCard"),
      ("378282246310005", "37820005", "American Express"), ("6011111111111117", "60111117", "Discover"),
      ("3530111333300000", "35300000", "JCB"), ("6759649826438453", "67598453", "Maestro"),
      ("6200000000000005", "62000005", "UnionPay"), ("0000000000000000", "00000000", "Other"),
      ("2221000000000009", "22210009", "MasterCard"), ("2720999999999996", "27209996", "MasterCard"),
      ("2220999999999991", "22209991", "Other"), ("2721000000000004", "27210004", "Other"),
      ("500012345673", "50005673", "Maestro"), ("5000123456789012342", "50002342", "Maestro"),
    ])
  func reads(_ text: String, _ ends: String, _ system: String) throws {
    let number = try #require(CardNumber(text))
    #expect(number.ends == ends)
    #expect(number.system == system)
    #expect(number.masked == "\(ends.prefix(4)) **** **** \(ends.suffix(4))")
  }

  @Test(
    "is none",
    arguments: [
      "", "4242424242424241", "50001234561", "00000000000", "00000000000000000000", "4242424242424242a",
      "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
      "4242.4242.4242.4242",
    ])
  func refuses(_ text: String) {
    #expect(CardNumber(text) == nil)
  }
}
