/// What a new password must be.
///
/// Source: docs/decisions.md, Authentication.
enum PasswordRules {
  /// What is wrong with `password`, or nil. A confirmation that can't be read is complained about elsewhere.
  static func complaint(about password: String, confirmedBy confirmation: String?) -> String? {
    if password.count < Password.leastCharacters {
      return "Password should have at least \(Password.leastCharacters) characters"
    }
    if password.utf8.count > Password.mostBytes {
      return "Password should have at most \(Password.mostBytes) bytes"
    }
    if password.utf8.contains(0) { return "Password should not have a NUL character" }
    guard let confirmation, password != confirmation else { return nil }
    return "Password and its confirmation should be equal"
  }
}
