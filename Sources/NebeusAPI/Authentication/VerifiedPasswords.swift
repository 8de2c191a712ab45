import Basics

/// Passwords that were found to be those of hashes: who signs in again needn't wait for the hash once more.
///
/// A hash takes 300 µs, and the rest of a sign-in a tenth of it. A password that is wrong is hashed each time.
struct VerifiedPasswords {
  /// More than most tests have users; those of a greater test are hashed again.
  static let most = 256

  private var passwords: [ExactText: ExactText] = [:]
  /// The hashes in the order in which they came.
  private var hashes: [ExactText] = []

  /// Whether `password` was found to be that of `hash`.
  func contains(_ password: String, of hash: String) -> Bool {
    passwords[ExactText(hash)] == ExactText(password)
  }

  /// Where there are as many as are kept, the oldest is forgotten.
  mutating func insert(_ password: String, of hash: String) {
    let hash = ExactText(hash)
    guard passwords.updateValue(ExactText(password), forKey: hash) == nil else { return }
    hashes.append(hash)
    if hashes.count > Self.most { passwords[hashes.removeFirst()] = nil }
  }
}
