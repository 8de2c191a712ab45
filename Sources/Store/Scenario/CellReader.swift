import Basics
import JSON
import SQLite
import Time

/// NameLocks a fixture's JSON values into what the tables store.
struct CellReader {
  let now: Timestamp
  let hash: PasswordHasher
  /// Equal passwords of one load share a hash: it is slow to make, and a dozen demo users often have one password.
  private var hashes: [String: String] = [:]

  init(now: Timestamp, hash: @escaping PasswordHasher) {
    self.now = now
    self.hash = hash
  }

  mutating func read(_ value: JSONValue, for column: TableInfo.Column) -> Result<DatabaseValue, CellError> {
    if value.isNull {
      return column.isNullable ? .success(.null) : .failure("null: it needs a value")
    }
    switch column.domain {
    case .derived: return .failure("the database keeps it itself: leave it out")
    case .boolean: return boolean(value)
    case .amount: return amount(value)
    case .rate: return rate(value)
    case .moment: return RelativeTimestamp.read(value, now: now).map { .text($0.description) }
    case .passwordHash: return passwordHash(value)
    case .picture(let size): return picture(value, size)
    case .plain: return column.type == "INTEGER" ? integer(value, isID: column.isID) : text(value)
    }
  }

  /// The hash of a password that a fixture has in the clear.
  mutating func hash(ofPassword value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let password = value.string, !password.isEmpty else {
      return .failure("\(value) is no password: write a string")
    }
    if let known = hashes[password] { return .success(.text(known)) }
    do {
      let made = try hash(password)
      hashes[password] = made
      return .success(.text(made))
    } catch {
      return .failure("the password can't be hashed: \(error)")
    }
  }

  private func boolean(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let flag = value.bool else { return .failure("\(value) is not true or false") }
    return .success(.integer(flag ? 1 : 0))
  }

  private func integer(_ value: JSONValue, isID: Bool) -> Result<DatabaseValue, CellError> {
    guard value.kind == .number, let number = value.integer.map(Int64.init) else {
      return .failure("\(value) is no whole number")
    }
    if isID, !TableInfo.ids.contains(number) {
      return .failure("\(value) is no id: ids are from \(TableInfo.ids.lowerBound) to \(TableInfo.ids.upperBound)")
    }
    return .success(.integer(number))
  }

  private func text(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let text = value.string else { return .failure("\(value) is no string") }
    return .success(.text(text))
  }

  private func passwordHash(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let text = value.string, PasswordHash.isOne(text) else {
      return .failure("\(value) is no hash of a password, such as $6$…: the password itself goes into \"password\"")
    }
    return .success(.text(text))
  }

  private func picture(_ value: JSONValue, _ size: ScenarioPicture.Size) -> Result<DatabaseValue, CellError> {
    guard let bytes = value.string.flatMap(Base64.decode) else { return .failure("\(value) is no base64 text") }
    if let complaint = PictureFile.complaint(about: bytes, side: size.side) { return .failure("\(complaint)") }
    return .success(.blob(bytes))
  }

  private func amount(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let number = decimal(value) else { return .failure("\(value) is no amount") }
    guard let units = number.units(scale: Amount.scale) else {
      return .failure("\(value) is no amount: it has at most \(Amount.scale) decimals, and 10 digits before them")
    }
    return .success(.integer(units))
  }

  private func rate(_ value: JSONValue) -> Result<DatabaseValue, CellError> {
    guard let number = decimal(value), !number.isNegative else { return .failure("\(value) is no rate") }
    return .success(.text(number.description))
  }

  private func decimal(_ value: JSONValue) -> ExactDecimal? {
    value.number ?? value.string.flatMap { ExactDecimal($0) }
  }
}
