import Basics
import CCrypt
import Glibc
import Synchronization

/// Passwords and their hashes: SHA-512-crypt of the system's libcrypt.
///
/// It costs the least that libcrypt allows, 1,000 rounds, which is under a millisecond: a test double is signed in to
/// all the time, and keeps nobody's real password.
package enum Password {
  package static let leastCharacters = 8
  package static let mostBytes = 128

  private static let method = "$6$"
  private static let rounds: UInt = 1_000

  /// The hash of no password: an unknown login is compared with it, so that it costs what a wrong password costs.
  static let decoy = "$6$rounds=1000$nobodyspassword$"

  /// Makes a hash with a salt of its own. Throws `PasswordError`.
  package static func hash(_ password: String) throws -> String {
    guard isHashable(password) else { throw PasswordError.notHashable }
    guard let salt = salt(), let hash = crypt(password, setting: salt) else {
      throw PasswordError.failed(SystemError.text())
    }
    return hash
  }

  /// Of all databases: those that are made of one scenario have the same hashes.
  static let verified = Mutex(VerifiedPasswords())

  /// Whether `hash` is that of `password`. A wrong one takes the same time whichever bytes differ, and where there is
  /// no hash at all.
  package static func verify(_ password: String, against hash: String?) -> Bool {
    if let hash, verified.withLock({ $0.contains(password, of: hash) }) { return true }
    guard let made = crypt(isHashable(password) ? password : "", setting: hash ?? decoy) else { return false }
    let isEqual = ConstantTime.isEqual(made, hash ?? decoy)
    guard isEqual, let hash, isHashable(password) else { return false }
    verified.withLock { $0.insert(password, of: hash) }
    return true
  }

  /// libcrypt reads C strings: a NUL would end the password early.
  private static func isHashable(_ password: String) -> Bool {
    password.utf8.count <= mostBytes && !password.utf8.contains(0)
  }

  private static func salt() -> String? {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<16).map { _ in CChar(truncatingIfNeeded: random.next() as UInt64) }
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CRYPT_GENSALT_OUTPUT_SIZE)) { output in
      let salt = unsafe crypt_gensalt_rn(
        method, rounds, bytes, Int32(bytes.count), output.baseAddress, Int32(output.count))
      guard let salt = unsafe salt else { return nil }
      return unsafe String(cString: salt)
    }
  }

  static func crypt(_ password: String, setting: String) -> String? {
    // crypt_data is 32 KiB: too much for a loop's stack to bear lightly.
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    defer { unsafe data.deallocate() }
    unsafe memset(data, 0, MemoryLayout<crypt_data>.size)
    guard let hash = unsafe crypt_rn(password, setting, data, Int32(MemoryLayout<crypt_data>.size)) else { return nil }
    return unsafe String(cString: hash)
  }
}

/// Why a password has no hash.
enum PasswordError: Error, CustomStringConvertible {
  /// Longer than libcrypt takes, or with a NUL.
  case notHashable
  case failed(String)

  var description: String {
    switch self {
    case .notHashable: "it has more than \(Password.mostBytes) bytes, or a NUL"
    case .failed(let reason): reason
    }
  }
}

/// What a new password must be.
///
/// Source: docs/decisions.md, Authentication.
enum PasswordRules {
  /// All that can be wrong.
  static let errors = [tooShort, tooLong, hasNUL, notConfirmed]
  private static let tooShort = "Password should have at least \(Password.leastCharacters) characters"
  private static let tooLong = "Password should have at most \(Password.mostBytes) bytes"
  private static let hasNUL = "Password should not have a NUL character"
  private static let notConfirmed = "Password and its confirmation should be equal"

  /// What is wrong with `password`, or nil. A confirmation that can't be read is refused elsewhere.
  static func error(in password: String, confirmedBy confirmation: String?) -> String? {
    if password.count < Password.leastCharacters { return tooShort }
    if password.utf8.count > Password.mostBytes { return tooLong }
    if password.utf8.contains(0) { return hasNUL }
    return confirmation == nil || password == confirmation ? nil : notConfirmed
  }
}
