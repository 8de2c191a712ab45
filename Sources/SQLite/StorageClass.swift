import CSQLite

/// What a stored value is, whatever its column was declared to hold.
///
/// Source: https://www.sqlite.org/datatype3.html
@usableFromInline package enum StorageClass: String, Sendable {
  case integer = "INTEGER"
  case real = "REAL"
  case text = "TEXT"
  case blob = "BLOB"
  case null = "NULL"

  @inlinable init(code: Int32) {
    switch code {
    case SQLITE_INTEGER: self = .integer
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT: self = .text
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }
}
