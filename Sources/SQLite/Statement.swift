import Basics
import CSQLite

/// A prepared statement, from `sqlite3_prepare_v3` to `sqlite3_finalize`.
///
/// It is lent to one use at a time, and finished after each: reset, so that it holds no lock, and without values.
/// Source: https://www.sqlite.org/c3ref/stmt.html
//
// Safe: it alone finalizes its handle, and what it lends that to doesn't outlive the call.
@safe @usableFromInline final class Statement {
  @usableFromInline let handle: OpaquePointer
  @usableFromInline var isLent = false

  /// Prepares the one statement in `sql`. Refuses none, and more than one: what follows the first would never run.
  init(
    preparing sql: BorrowedBytes, on connection: OpaquePointer, isKept: Bool
  ) throws(SQLiteError) {
    func failure(_ code: ResultCode, _ message: String) -> SQLiteError {
      SQLiteError(code, message, sql: sql.text)
    }
    guard let length = Int32(exactly: sql.count) else { throw failure(.range, "SQL of 2 GiB or more") }
    guard !sql.isEmpty else { throw failure(.misuse, "no statement") }
    var handle: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let (code, isAlone) = unsafe sql.withUnsafeMemory { text in
      let start = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self)
      let code = unsafe sqlite3_prepare_v3(connection, start, length, flags, &handle, &tail)
      guard code == SQLITE_OK, let start = unsafe start, let tail = unsafe tail else { return (code, true) }
      return unsafe (code, Self.isBlank(tail, bytes: length - Int32(tail - start), on: connection))
    }
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code, connection: connection, sql: sql.text) }
    guard let handle = unsafe handle else { throw failure(.misuse, "no statement") }
    guard isAlone else {
      unsafe sqlite3_finalize(handle)
      throw failure(.misuse, "more than one statement")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Its SQL with placeholders.
  var sql: String? { unsafe SQLiteError.text(of: handle) }

  /// Whether it changes nothing, as far as SQLite knows: https://www.sqlite.org/c3ref/stmt_readonly.html
  @usableFromInline var readsOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }

  /// Goes to the next row, and says whether there is one.
  @inlinable func step() throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw unsafe SQLiteError(code, statement: handle)
    }
  }

  /// Ends a use. What `sqlite3_reset` answers is the step's error again, which has been thrown.
  @inlinable func finish() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
    isLent = false
  }

  @inlinable func bind<each V: Bindable>(_ values: repeat each V) throws(SQLiteError) {
    var index: Int32 = 0
    for value in repeat each values {
      index += 1
      try unsafe value.bind(to: StatementParameter(of: handle, index: index))
    }
    try checkParameterCount(index)
  }

  func bind(_ values: [DatabaseValue]) throws(SQLiteError) {
    var index: Int32 = 0
    for value in values {
      index += 1
      try unsafe value.bind(to: StatementParameter(of: handle, index: index))
    }
    try checkParameterCount(index)
  }

  /// SQLite takes a value that was not bound for NULL: one too few is as wrong as one too many.
  @usableFromInline func checkParameterCount(_ given: Int32) throws(SQLiteError) {
    let expected = unsafe sqlite3_bind_parameter_count(handle)
    guard given != expected else { return }
    throw SQLiteError(
      .range, "\(given) values for \(expected) parameters", sql: sql)
  }

  /// Whether there is nothing but white space and comments: SQLite prepares that to no statement.
  private static func isBlank(_ tail: UnsafePointer<CChar>, bytes: Int32, on connection: OpaquePointer) -> Bool {
    guard bytes > 0, unsafe tail.pointee != 0 else { return true }
    var next: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(connection, tail, bytes, 0, &next, nil)
    defer { unsafe sqlite3_finalize(next) }
    return unsafe code == SQLITE_OK && next == nil
  }
}

/// The statements of a connection, by the address of the literal that is their SQL.
///
/// A literal's bytes never move and never change, so that finding its statement costs one multiplication and no look at
/// the text. Two literals of equal text at two addresses have a statement each. A table with open addressing, at most
/// half full; nothing is ever taken out but everything.
struct StatementCache {
  private struct Slot {
    let address: UInt
    let statement: Statement
  }

  private var slots: [Slot?] = Array(repeating: nil, count: 64)
  private(set) var count = 0

  func statement(at address: UInt) -> Statement? {
    slots[index(of: address)]?.statement
  }

  mutating func insert(_ statement: Statement, at address: UInt) {
    if (count + 1) * 2 > slots.count { grow() }
    let index = index(of: address)
    if slots[index] == nil { count += 1 }
    slots[index] = Slot(address: address, statement: statement)
  }

  /// Every kept statement, in no order.
  var all: [Statement] { slots.compactMap { $0?.statement } }

  mutating func removeAll() {
    slots = Array(repeating: nil, count: 64)
    count = 0
  }

  /// The slot that has `address`, or the free one where it belongs.
  private func index(of address: UInt) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing: the product's upper half depends on all of the address. Knuth, TAOCP 3, 6.4.
    var index = Int(truncatingIfNeeded: (address &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
    while let slot = slots[index], slot.address != address { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: nil, count: old.count * 2)
    for case let slot? in old { slots[index(of: slot.address)] = slot }
  }
}
