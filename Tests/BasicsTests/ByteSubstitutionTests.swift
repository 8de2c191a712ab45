import Basics
import Testing

@Suite("Replacing byte strings")
struct ByteSubstitutionTests {
  private func replaced(_ text: String, _ pairs: [(String, String)]) -> String {
    let substitution = ByteSubstitution(pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) })
    return String(decoding: substitution.apply(Array(text.utf8)), as: UTF8.self)
  }

  @Test("replaces each where it occurs, the longest that fits, and looks at no replacement again")
  func replaces() {
    let pairs = [("abcd", "1"), ("abcde", "2"), ("cdef", "3"), ("efgh", "abcd")]
    #expect(replaced("abcd abcde xabcdx", pairs) == "1 2 x1x")
    #expect(replaced("abcdef cdef", pairs) == "2f 3")
    #expect(replaced("efghabc", pairs) == "abcdabc")
    for text in ["", "abc", "bcde"] { #expect(replaced(text, pairs) == text) }
    #expect(replaced("abcd", []) == "abcd")
  }

  @Test("finds one at either end")
  func finds() {
    let substitution = ByteSubstitution([(Array("abcd".utf8), [])])
    for (text, isFound) in [("abcd", true), ("xabcd", true), ("abcdx", true), ("abc", false), ("abce", false)] {
      #expect(substitution.isFound(in: Array(text.utf8)) == isFound, "\(text)")
    }
  }
}
