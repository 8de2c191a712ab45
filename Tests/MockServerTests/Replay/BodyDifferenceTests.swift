import Testing

@testable import MockServer

@Suite("BodyDifference")
struct BodyDifferenceTests {
  /// Two bodies, and what is said of them.
  struct Case: Sendable, CustomTestStringConvertible {
    let expected: String
    let got: String
    let place: String
    let shown: [String]

    init(_ expected: String, _ got: String, _ place: String, _ shown: String...) {
      self.expected = expected
      self.got = got
      self.place = place
      self.shown = shown
    }

    var testDescription: String { "\(expected) and \(got)" }
  }

  private static let digits = String(repeating: "0123456789", count: 10)

  @Test(
    "says at which byte and value bodies differ first, and what is around it",
    arguments: [
      Case("abc", "abd", "byte 2", "abc", "abd"), Case("abc", "ab", "byte 2", "abc", "ab"),
      Case("ab", "abc", "byte 2", "ab", "abc"), Case("", "a", "byte 0", "nothing", "a"),
      Case("a", "", "byte 0", "a", "nothing"),
      Case("7", "8", "byte 0", "7", "8"),
      Case(#"{"a":1}"#, #"{"a":2}"#, "byte 5, at a", #"{"a":1}"#, #"{"a":2}"#),
      Case(#"{"a":1}"#, #"{"b":1}"#, "byte 2", #"{"a":1}"#, #"{"b":1}"#),
      Case(#"[5,6]"#, #"[5,7]"#, "byte 3, at [1]", "[5,6]", "[5,7]"),
      Case(
        #"{"r":{"a":[{"s":1}]}}"#, #"{"r":{"a":[{"s":2}]}}"#, "byte 16, at r.a[0].s", #"{"r":{"a":[{"s":1}]}}"#,
        #"{"r":{"a":[{"s":2}]}}"#),
      Case("[[1]]", "[[2]]", "byte 2, at [0][0]", "[[1]]", "[[2]]"),
      // Thirty bytes before the place, and thirty from there on.
      Case(
        digits, digits.prefix(50) + "x" + digits.suffix(49), "byte 50",
        "…" + digits.prefix(60).suffix(40) + digits.prefix(20) + "…",
        "…" + digits.prefix(30) + "x" + digits.prefix(30).suffix(29) + "…"),
      Case(
        String(digits.prefix(60)), String(digits.prefix(30)), "byte 30", String(digits.prefix(60)),
        String(digits.prefix(30))),
      Case(
        String(digits.prefix(61)), String(digits.prefix(31)), "byte 31", "…" + digits.prefix(61).dropFirst(),
        "…" + digits.prefix(31).dropFirst()),
      Case(
        String(digits.prefix(40)), digits.prefix(40) + "x", "byte 40", "…" + digits.prefix(40).suffix(30),
        "…" + digits.prefix(40).suffix(30) + "x"),
      Case("x" + digits, "y", "byte 0", "x" + digits.prefix(29) + "…", "y"),
    ])
  func differs(_ one: Case) {
    let difference = BodyDifference(Array(one.expected.utf8), Array(one.got.utf8))
    #expect(difference.place == one.place)
    #expect([difference.expected, difference.got] == one.shown)
  }
}
