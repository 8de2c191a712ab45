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
