import Testing

@testable import NebeusAPI

@Suite("EmailAddress")
struct EmailAddressTests {
  private static func text(_ letter: String, _ count: Int) -> String { String(repeating: letter, count: count) }

  @Test(
    "is well-formed",
    arguments: [
      "a@b.c", "first.last@example.co.uk", "a+tag@example.com", "0@1.2", "a@b-c.de", "a@xn--bcher-kva.example",
      "\(text("a", 64))@\(text("b", 63)).com", "a@" + text("b.", 125) + "cd",
    ])
  func wellFormed(_ text: String) {
    #expect(EmailAddress.isWellFormed(text))
  }

  @Test(
    "is not well-formed",
    arguments: [
      "", "@", "a", "a@", "@b.c", "a@b", "a@b.", "a@.b", "a@b..c", "a.@b.c", ".a@b.c", "a..b@c.d", "a@b@c.d", "a b@c.d",
      "a@b c.d", "a@b.c ", "a@-b.c", "a@b-.c", "a@b_c.d", #""a"@b.c"#, "a@[127.0.0.1]", "ä@b.c", "a@ä.c", "a,b@c.d",
      "a@b.c\0", "\(text("a", 65))@b.com", "a@\(text("b", 64)).com", "a@" + text("b.", 126) + "c",
    ])
  func malformed(_ text: String) {
    #expect(!EmailAddress.isWellFormed(text))
  }
}
