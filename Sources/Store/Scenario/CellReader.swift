import Basics
import Images
import JSON
import SQLite
import Time

/// Converts a fixture's JSON values to what the tables store.
struct CellReader {
  let now: Timestamp
  let hash: PasswordHasher
  /// Equal passwords of one load share a hash: it is slow to make, and demo users often have the same password.
  private var hashes: [ExactText: String] = [:]

  init(now: Timestamp, hash: @escaping PasswordHasher) {
    self.now = now
    self.hash = hash
  }

  func read(_ value: JSONValue, as cell: CellRule) -> Result<DatabaseValue, CellError> {
    if value.isNull {
      return cell.isNullable ? .success(.null) : .failure("required: null is not allowed")
    }
    switch cell.format {
    case .derived: return .failure("computed by the database: leave it out")
    case .boolean: return boolean(value)
    case .amount: return amount(value)
    case .rate: return rate(value)
    case .timestamp: return RelativeTimestamp.read(value, now: now).map { .text($0.description) }
    case .passwordHash: return passwordHash(value)
    case .image(let side): return image(value, side: side)
    case .plain: return cell.isInteger ? integer(value, isID: cell.isID) : text(value)
    }
  }

  /// The hash of a password that a fixture has in the clear.
  mutating func hash(ofPassword value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let password = value.string, !password.isEmpty else {
      return .failure("expected a password, found \(value)")
    }
    if let known = hashes[ExactText(password)] { return .success(.text(known)) }
    do {
      let made = try hash(password)
      hashes[ExactText(password)] = made
      return .success(.text(made))
    } catch {
      return .failure("the password can't be hashed: \(error)")
    }
  }

  private func boolean(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let flag = value.bool else { return .failure("expected true or false, found \(value)") }
    return .success(.integer(flag ? 1 : 0))
  }

  private func integer(_ value: JSONValue, isID: Bool) -> Result<DatabaseValue, CellError> {
    guard value.kind == .number, let number = value.integer.map(Int64.init) else {
      return .failure("expected a whole number, found \(value)")
    }
    if isID, !TableInfo.ids.contains(number) {
      return .failure("invalid id \(value): must be \(TableInfo.ids.lowerBound) to \(TableInfo.ids.upperBound)")
    }
    return .success(.integer(number))
  }

  private func text(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let text = value.string else { return .failure("expected a string, found \(value)") }
    return .success(.text(text))
  }

  private func passwordHash(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let text = value.string, PasswordHash.isOne(text) else {
      return .failure("expected a password hash such as $6$…, found \(value): put a password itself into \"password\"")
    }
    return .success(.text(text))
  }

  private func image(_ value: JSONValue, side: Int) -> Result<DatabaseValue, CellError> {
    guard let bytes = value.string.flatMap(Base64.decode) else { return .failure("expected Base64, found \(value)") }
    if let problem = ImageFile.problem(with: bytes, side: side) { return .failure("\(problem)") }
    return .success(.blob(bytes))
  }

  private func amount(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let number = decimal(value) else { return .failure("expected an amount, found \(value)") }
    guard let units = number.units(scale: ColumnFormat.amountScale) else {
      return .failure(
        "amount \(value) is out of range: at most \(ColumnFormat.amountScale) decimals, and 10 digits before them")
    }
    return .success(.integer(units))
  }

  private func rate(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let number = decimal(value), !number.isNegative else { return .failure("expected a rate, found \(value)") }
    return .success(.text(number.description))
  }

  private func decimal(_ value: JSONValue) -> ExactDecimal? {
    value.number ?? value.string.flatMap { ExactDecimal($0) }
  }
}

/// What a column's values may be. It holds no reference, so that nothing is retained for each value of a scenario.
struct CellRule {
  var format: ColumnFormat
  let isInteger: Bool
  let isNullable: Bool
  var isID: Bool
}

/// What is wrong with a value in a fixture.
struct CellError: Error, ExpressibleByStringInterpolation {
  let message: String

  init(_ message: String) {
    self.message = message
  }

  init(stringLiteral message: String) {
    self.message = message
  }
}

/// What the hash of a password looks like: method, settings, salt and hash, each after a `$`.
///
/// With anything else in its place, the user could never sign in. Source: crypt(5).
package enum PasswordHash {
  /// How many characters the hash itself has, by method: of bcrypt, with the salt before it.
  private static let lengths = [
    "1": 22, "5": 43, "6": 86, "y": 43, "gy": 43, "7": 43, "2a": 53, "2b": 53, "2y": 53,
  ]

  package static func isOne(_ text: String) -> Bool {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, let length = lengths[String(parts[1])], let hash = parts.last else {
      return false
    }
    return hash.utf8.count == length && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// What an image file must be: PNG, square, of the size that its column is for.
enum ImageFile {
  static let largest = 1 << 20

  /// What is wrong with the file; nil if nothing is.
  static func problem(with bytes: [UInt8], side: Int) -> String? {
    guard bytes.count <= largest else { return "\(bytes.count) bytes: a picture has at most \(largest)" }
    guard let size = PNG.size(of: bytes) else { return "not a PNG file" }
    guard size == (side, side) else { return "expected \(side)×\(side) pixels, found \(size.width)×\(size.height)" }
    return nil
  }
}
