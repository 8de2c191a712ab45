import Basics

/// Passwords that were found to be those of hashes: who signs in again needn't wait for the hash once more.
///
/// A hash takes 300 µs, and the rest of a sign-in a tenth of it. A password that is wrong is hashed each time.
struct VerifiedPasswords {
  /// The demo has nine users; a test that makes more than these hashes again.
  static let most = 256

  private var passwords: [ExactText: ExactText] = [:]
  /// The hashes in the order in which they came, as a ring that begins at `oldest`.
  private var hashes: [ExactText] = []
  private var oldest = 0

  /// Whether `password` was found to be that of `hash`.
  func contains(_ password: String, of hash: String) -> Bool {
    passwords[ExactText(hash)] == ExactText(password)
  }

  /// Where there are as many as are kept, the oldest is forgotten.
  mutating func insert(_ password: String, of hash: String) {
    let hash = ExactText(hash)
    guard passwords.updateValue(ExactText(password), forKey: hash) == nil else { return }
    guard hashes.count == Self.most else { return hashes.append(hash) }
    passwords[hashes[oldest]] = nil
    hashes[oldest] = hash
    oldest = (oldest + 1) % Self.most
  }
}
