/// What can be given to a statement as a value.
///
/// A type of one's own conforms by handing `parameter` one of the storage classes.
@usableFromInline package protocol Bindable {
  func bind(to parameter: borrowing StatementParameter) throws(SQLiteError)
}

extension Int: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(Int64(self))
  }
}

extension Int64: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as 0 or 1, since SQLite has no truth values. Source: https://www.sqlite.org/datatype3.html
extension Bool: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self ? Int64(1) : 0)
  }
}

extension String: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as a blob.
extension [UInt8]: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as NULL without a value.
extension Optional: Bindable where Wrapped: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    guard let self else { return try parameter.setNull() }
    try self.bind(to: parameter)
  }
}
