import Testing

@testable import Store

@Suite("DatabaseName")
struct DatabaseNameTests {
  @Test("takes 1 to 63 of a-z 0-9 - _", arguments: ["a", "nebeus", "test-1_b", String(repeating: "a", count: 63)])
  func takes(_ text: String) {
    #expect(DatabaseName(text)?.text == text)
  }

  @Test(
    "refuses anything else, paths above all",
    arguments: ["", "A", "a.b", "../etc", "a/b", "a b", "ä", "a\0", "%2e", String(repeating: "a", count: 64)])
  func refuses(_ text: String) {
    #expect(DatabaseName(text) == nil)
  }
}
