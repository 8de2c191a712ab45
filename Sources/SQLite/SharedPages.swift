import CPages
import CSQLite

/// A database in memory, as pages that it shares with its copies: a page that one of them changes becomes its own.
///
/// A copy takes a microsecond for a hundred pages, and 8 bytes for each. A connection reads and writes the pages that
/// it is bound to; one at a time.
//
// Safe, since it alone frees its table, and Sendable, unchecked: the users of a page are counted atomically, and the
// code that binds pages to a connection sees to it that nobody copies them meanwhile, as with everything that a
// connection has.
@safe package final class SharedPages: @unchecked Sendable {
  private let table: OpaquePointer

  private init(_ table: OpaquePointer?) throws(SQLiteError) {
    guard let table = unsafe table else { throw Self.noMemory }
    unsafe self.table = table
  }

  /// The pages of a database as `serialize` gives its bytes. Throws `ResultCode.notADatabase` for other bytes.
  package convenience init(_ image: [UInt8]) throws(SQLiteError) {
    _ = SQLiteLibrary.countsNoMemory
    var table: OpaquePointer?
    let code = unsafe image.withUnsafeBytes { unsafe cpages_make($0.baseAddress, $0.count, &table) }
    if ResultCode(rawValue: code) == .notADatabase {
      throw SQLiteError(.notADatabase, "the image isn't an SQLite database")
    }
    try unsafe self.init(table)
  }

  private static let noMemory = SQLiteError(.noMemory, "no memory for the pages of a database")

  deinit { unsafe cpages_free(table) }

  package func copy() throws(SQLiteError) -> SharedPages { try unsafe SharedPages(cpages_copy(table)) }

  /// The bytes that a file of them would have.
  package var bytes: [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      unsafe cpages_write(table, bytes.baseAddress)
      count = size
    }
  }

  package var size: Int { unsafe cpages_size(table) }

  /// The bytes of it that no copy shares.
  package var ownSize: Int { unsafe cpages_own(table) }

  fileprivate func bind(to handle: OpaquePointer) -> Int32 {
    unsafe cpages_bind(UnsafeMutableRawPointer(handle), table)
  }
}

extension SQLiteConnection {
  /// Has a connection to `.pages` read and write these from now on, or none; if it throws, it has those that it had.
  /// Its statements stay prepared, and what it knows of the schema stays good where that is the same.
  package func bind(_ pages: SharedPages?) throws(SQLiteError) {
    try finishRollback()
    guard location == .pages, !isInTransaction, !isBusy else {
      throw SQLiteError(.misuse, "a database can't be replaced while it is in use")
    }
    let code = unsafe pages?.bind(to: handle) ?? cpages_bind(UnsafeMutableRawPointer(handle), nil)
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code, connection: handle) }
    guard pages != nil, !isBound else { return }
    do throws(SQLiteError) {
      // What is rolled back is kept in memory, and nothing waits for a disk. To read a page is to copy it; and where
      // a commit has split pages, SQLite looks through all that it keeps. It would be 1,600: a sign-in took 6 µs more.
      try execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = 500")
    } catch {
      unsafe cpages_bind(UnsafeMutableRawPointer(handle), nil)
      throw error
    }
    isBound = true
  }
}
