/// What the hash of a password looks like: method, settings, salt and hash behind `$` each.
///
/// What isn't one would be stored, and its user could never sign in. Source: crypt(5).
enum PasswordHash {
  /// How many characters the hash itself has, by method: of bcrypt, with the salt that stands before it.
  private static let lengths = [
    "1": 22, "5": 43, "6": 86, "y": 43, "gy": 43, "7": 43, "2a": 53, "2b": 53, "2y": 53,
  ]

  static func isOne(_ text: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, let length = lengths[String(parts[1])], let hash = parts.last else {
      return false
    }
    return hash.utf8.count == length && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
