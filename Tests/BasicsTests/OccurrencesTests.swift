import Basics
import Testing

@Suite("Occurrences of a part")
struct OccurrencesTests {
  @Test(
    "are found from the first on, and none within another",
    arguments: [
      ("", "a", []), ("a", "a", [0]), ("ab", "abc", []), ("abcab", "ab", [0, 3]), ("aaaaa", "aa", [0, 2]),
      ("xay", "y", [2]),
      ("aab", "ab", [1]), ("cafe\u{301}s", "\u{e9}", [3]), ("cafes", "\u{e9}", []),
    ] as [(String, String, [Int])])
  func places(_ text: String, _ part: String, _ expected: [Int]) {
    let found = text.occurrences(of: part)
    #expect(found.map { text.distance(from: text.startIndex, to: $0.lowerBound) } == expected)
    for occurrence in found { #expect(text[occurrence] == part) }
    #expect(text.firstOccurrence(of: part) == found.first)
  }

  @Test("of nothing: the start")
  func nothing() {
    #expect("ab".firstOccurrence(of: "").map { "ab"[$0] } == "")
  }

  @Test(
    "are exchanged, and the rest stays",
    arguments: [
      ("", ""), ("no part", "no part"), ("a|b", #"a\|b"#), ("||", #"\|\|"#), ("|a|", #"\|a\|"#),
    ])
  func exchanges(_ text: String, _ expected: String) {
    #expect(text.exchanging("|", for: #"\|"#) == expected)
  }
}
