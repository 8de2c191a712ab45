import Testing

@testable import NebeusAPI

@Suite("Password")
struct PasswordTests {
  @Test("is stored as SHA-512-crypt of 1,000 rounds, with its own salt")
  func form() throws {
    let first = try Password.hash("a long secret")
    let second = try Password.hash("a long secret")
    #expect(first != second)
    let parts = first.split(separator: "$")
    #expect(parts.prefix(2) == ["6", "rounds=1000"])
    #expect(parts.map(\.count) == [1, 11, 16, 86])
  }

  @Test(
    "is verified whole and exactly",
    arguments: [
      ("a long secret", "a long secret", true), ("a long secret", "a long secre", false),
      ("a long secret", "A long secret", false), ("a long secret", "a long secret ", false),
      ("a long secret", "", false), ("a long secret", "a long secret\0", false), ("pässwörd", "pässwörd", true),
      ("pässwörd", "password", false), (String(repeating: "p", count: 128), String(repeating: "p", count: 128), true),
      (String(repeating: "p", count: 128), String(repeating: "p", count: 129), false),
    ])
  func verifies(_ kept: String, _ given: String, _ isRight: Bool) throws {
    let hash = try Password.hash(kept)
    #expect(Password.verify(given, against: hash) == isRight)
    // Once the right one has been verified, too.
    #expect(Password.verify(kept, against: hash))
    #expect(Password.verify(given, against: hash) == isRight)
    #expect(Password.verified.withLock { $0.contains(kept, of: hash) })
    #expect(Password.verified.withLock { $0.contains(given, of: hash) } == isRight)
  }

  @Test("is known as that of a hash, of a bounded number of them, and of no other hash")
  func known() {
    var known = VerifiedPasswords()
    let most = VerifiedPasswords.most
    for number in 0..<2 * most + 1 {
      known.insert("secret \(number)", of: "hash \(number)")
      // Again, as calls at the same time do.
      known.insert("secret \(number)", of: "hash \(number)")
      let kept = max(0, number - most + 1)...number
      #expect(known.contains("secret \(kept.lowerBound)", of: "hash \(kept.lowerBound)"))
      #expect(known.contains("secret \(number)", of: "hash \(number)"))
      #expect(!known.contains("secret \(kept.lowerBound - 1)", of: "hash \(kept.lowerBound - 1)"))
    }
    #expect(!known.contains("secret \(most)", of: "hash \(most + 1)") && !known.contains("secret", of: "hash"))
  }

  @Test(
    "matches no missing or invalid hash", arguments: [nil, "", "a long secret", "$6$", "*"])
  func noHash(_ hash: String?) {
    #expect(!Password.verify("a long secret", against: hash))
    #expect(!Password.verify("", against: hash))
  }

  /// An unknown login is hashed against the decoy: the same function, method and rounds, and as many bytes compared.
  @Test("costs as much for an unknown login as for a known one", arguments: ["a long secret", "", "x"])
  func decoy(_ password: String) throws {
    let known = try Password.hash("another secret")
    let made = try #require(Password.crypt(password, setting: Password.decoy))
    let right = try #require(Password.crypt(password, setting: known))
    #expect(made.hasPrefix(Password.decoy))
    #expect(made.split(separator: "$").prefix(2) == right.split(separator: "$").prefix(2))
    #expect(made.split(separator: "$").last?.count == right.split(separator: "$").last?.count)
  }

  @Test("is no longer than libcrypt reads, and has no NUL", arguments: [String(repeating: "p", count: 129), "a\0b"])
  func notHashable(_ password: String) {
    #expect(throws: PasswordError.self) { try Password.hash(password) }
  }
}
