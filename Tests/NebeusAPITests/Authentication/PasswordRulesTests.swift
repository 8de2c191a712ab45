import Testing

@testable import NebeusAPI

@Suite("PasswordRules")
struct PasswordRulesTests {
  @Test(
    "count characters at the lower end and bytes at the upper",
    arguments: [
      ("1234567", "Password should have at least 8 characters"), ("12345678", nil),
      ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "Password should have at least 8 characters"),
      (String(repeating: "é", count: 64), nil),
      (String(repeating: "é", count: 64) + "e", "Password should have at most 128 bytes"),
      ("1234567\0", "Password should not have a NUL character"), ("        ", nil),
    ] as [(String, String?)])
  func limits(_ password: String, _ complaint: String?) {
    #expect(PasswordRules.error(in: password, confirmedBy: password) == complaint)
  }

  @Test("compare a confirmation that there is")
  func confirmation() {
    #expect(PasswordRules.error(in: "12345678", confirmedBy: nil) == nil)
    #expect(
      PasswordRules.error(in: "12345678", confirmedBy: "") == "Password and its confirmation should be equal")
  }
}
