import CSQLite

/// SQLite's answer to a call, extended where it has more to say than the primary code.
///
/// Source: https://www.sqlite.org/rescode.html
package struct ResultCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The last eight bits: the kind of result, whatever its detail.
  package var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

  package static let error = ResultCode(rawValue: SQLITE_ERROR)
  package static let busy = ResultCode(rawValue: SQLITE_BUSY)
  package static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
  package static let inputOutput = ResultCode(rawValue: SQLITE_IOERR)
  package static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
  package static let full = ResultCode(rawValue: SQLITE_FULL)
  package static let cantOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
  package static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
  package static let mismatch = ResultCode(rawValue: SQLITE_MISMATCH)
  package static let misuse = ResultCode(rawValue: SQLITE_MISUSE)
  package static let range = ResultCode(rawValue: SQLITE_RANGE)
  package static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)
  package static let noMemory = ResultCode(rawValue: SQLITE_NOMEM)

  // The extended codes are macros that shift, which Swift doesn't import.
  package static let constraintCheck = ResultCode(rawValue: SQLITE_CONSTRAINT | 1 << 8)
  package static let constraintForeignKey = ResultCode(rawValue: SQLITE_CONSTRAINT | 3 << 8)
  package static let constraintNotNull = ResultCode(rawValue: SQLITE_CONSTRAINT | 5 << 8)
  package static let constraintPrimaryKey = ResultCode(rawValue: SQLITE_CONSTRAINT | 6 << 8)
  package static let constraintTrigger = ResultCode(rawValue: SQLITE_CONSTRAINT | 7 << 8)
  package static let constraintUnique = ResultCode(rawValue: SQLITE_CONSTRAINT | 8 << 8)
  package static let constraintRowID = ResultCode(rawValue: SQLITE_CONSTRAINT | 10 << 8)
  package static let constraintDatatype = ResultCode(rawValue: SQLITE_CONSTRAINT | 12 << 8)
}

extension ResultCode: CustomStringConvertible {
  /// The name in SQLite's documentation; an extended code without one here is its primary's with the number.
  package var description: String {
    if let name = Self.names[self] { return name }
    let kind = Self.names[primary] ?? "SQLITE"
    return "\(kind) (\(rawValue))"
  }

  private static let names: [ResultCode: String] = [
    .error: "SQLITE_ERROR", .busy: "SQLITE_BUSY", .readOnly: "SQLITE_READONLY", .corrupt: "SQLITE_CORRUPT",
    .full: "SQLITE_FULL", .cantOpen: "SQLITE_CANTOPEN", .constraint: "SQLITE_CONSTRAINT",
    .mismatch: "SQLITE_MISMATCH", .misuse: "SQLITE_MISUSE", .range: "SQLITE_RANGE", .notADatabase: "SQLITE_NOTADB",
    .noMemory: "SQLITE_NOMEM",
    .constraintCheck: "SQLITE_CONSTRAINT_CHECK", .constraintForeignKey: "SQLITE_CONSTRAINT_FOREIGNKEY",
    .constraintNotNull: "SQLITE_CONSTRAINT_NOTNULL", .constraintPrimaryKey: "SQLITE_CONSTRAINT_PRIMARYKEY",
    .constraintTrigger: "SQLITE_CONSTRAINT_TRIGGER", .constraintUnique: "SQLITE_CONSTRAINT_UNIQUE",
    .constraintRowID: "SQLITE_CONSTRAINT_ROWID", .constraintDatatype: "SQLITE_CONSTRAINT_DATATYPE",
    ResultCode(rawValue: SQLITE_INTERRUPT): "SQLITE_INTERRUPT", ResultCode(rawValue: SQLITE_LOCKED): "SQLITE_LOCKED",
    .inputOutput: "SQLITE_IOERR", ResultCode(rawValue: SQLITE_ABORT): "SQLITE_ABORT",
    ResultCode(rawValue: SQLITE_SCHEMA): "SQLITE_SCHEMA", ResultCode(rawValue: SQLITE_TOOBIG): "SQLITE_TOOBIG",
    ResultCode(rawValue: SQLITE_AUTH): "SQLITE_AUTH", ResultCode(rawValue: SQLITE_PERM): "SQLITE_PERM",
  ]
}
