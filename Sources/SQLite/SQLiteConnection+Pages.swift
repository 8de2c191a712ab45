import CSQLite
import Dispatch
import Synchronization

/// The whole database as the bytes that its file would have.
extension SQLiteConnection {
  /// The size of the main database in bytes, as its file would have it. Throws `SQLiteError`.
  package func size() throws -> Int {
    let pages = try first("PRAGMA page_count") { try $0[0] as Int } ?? 0
    let bytes = try first("PRAGMA page_size") { try $0[0] as Int } ?? 0
    return pages * bytes
  }

  /// The pages of the main database. Throws `ResultCode.misuse` in a transaction, of which they would have a half.
  ///
  /// Source: https://www.sqlite.org/c3ref/serialize.html
  package func serialize() throws(SQLiteError) -> [UInt8] {
    try finishRollback()
    guard !isInTransaction else { throw SQLiteError(.misuse, "a database can't be serialized in a transaction") }
    var size: sqlite3_int64 = 0
    var image = unsafe sqlite3_serialize(handle, "main", &size, 0)
    if unsafe image == nil, size == 0 {
      // A new database has no page, and SQLite 3.40 no image of it; a transaction writes the first.
      try execute("BEGIN IMMEDIATE; COMMIT")
      unsafe image = sqlite3_serialize(handle, "main", &size, 0)
    }
    guard let image = unsafe image else {
      throw SQLiteError(.noMemory, "the database could not be serialized")
    }
    defer { unsafe sqlite3_free(image) }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: image, count: Int(size)))
  }

  package func deserialize(_ image: [UInt8]) throws(SQLiteError) {
    let code = unsafe image.withUnsafeBytes { bytes in
      Result { () throws(SQLiteError) in try unsafe deserialize(bytes) }
    }
    try code.get()
  }

  /// Replaces the main database by a copy of such pages; the connection's settings stay.
  ///
  /// In a connection that has been used, the copy is made page by page: `sqlite3_deserialize` frees the schema that the
  /// tables of table-valued pragmas go on pointing to, and the next statement that reads one of them reads freed
  /// memory.
  ///
  /// Throws, and changes nothing, for bytes that are no database, in a transaction, and while a statement runs.
  /// Source: https://www.sqlite.org/c3ref/deserialize.html
  package func deserialize(_ image: UnsafeRawBufferPointer) throws(SQLiteError) {
    try finishRollback()
    guard !isInTransaction, !isBusy else {
      throw SQLiteError(.misuse, "a database can't be replaced while it is in use")
    }
    guard image.count >= Self.headerSize, unsafe image.starts(with: Self.signature) else {
      throw SQLiteError(.notADatabase, "the image isn't an SQLite database")
    }
    guard isFresh else {
      let source = try SQLiteConnection(.memory)
      try unsafe source.deserialize(image)
      return try copy(from: source)
    }
    guard let copy = unsafe sqlite3_malloc64(sqlite3_uint64(image.count)) else {
      throw SQLiteError(.noMemory, "no memory for an image of \(image.count) bytes")
    }
    unsafe UnsafeMutableRawBufferPointer(start: copy, count: image.count).copyMemory(from: image)
    // A file in WAL mode says so in these two bytes; in memory there is no WAL, and SQLite's advice is to set them to
    // 1.
    unsafe copy.storeBytes(of: 1, toByteOffset: 18, as: UInt8.self)
    unsafe copy.storeBytes(of: 1, toByteOffset: 19, as: UInt8.self)
    let size = sqlite3_int64(image.count)
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE)
    let bytes = unsafe copy.assumingMemoryBound(to: UInt8.self)
    // It frees the copy itself, also when it fails.
    let code = unsafe sqlite3_deserialize(handle, "main", bytes, size, size, flags)
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code, connection: handle) }
  }

  /// Source: https://www.sqlite.org/fileformat2.html#the_database_header
  private static let headerSize = 100
  private static let signature = Array("SQLite format 3\0".utf8)

  /// Makes the main database a copy of `source`'s, in one transaction: all of it or, if it throws, nothing.
  ///
  /// The file, its journal mode and the connections to it stay as they are. Source: https://www.sqlite.org/backup.html
  package func copy(from source: SQLiteConnection) throws(SQLiteError) {
    try finishRollback()
    guard !isInTransaction, !isBusy, !source.isInTransaction else {
      throw SQLiteError(.misuse, "a database can't be replaced while it is in use")
    }
    dropStatements()
    guard let backup = unsafe sqlite3_backup_init(handle, "main", source.handle, "main") else {
      throw unsafe SQLiteError(sqlite3_extended_errcode(handle), connection: handle)
    }
    let step = unsafe sqlite3_backup_step(backup, -1)
    // The end commits, and reports an error of the step again.
    let end = unsafe sqlite3_backup_finish(backup)
    guard step == SQLITE_DONE, end == SQLITE_OK else {
      throw unsafe SQLiteError(end == SQLITE_OK ? step : end, connection: handle)
    }
  }
}

/// Memory of removed databases, which the C library keeps for the next ones.
package enum FreedMemory {
  private static let isScheduled = Atomic<Bool>(false)
  private static let delay = DispatchTimeInterval.seconds(1)

  /// Notes that a database was removed: a second later what is free by then returns to the system.
  ///
  /// Not at once, since what belongs to the database, its journal say, goes a moment after it, and since returning
  /// memory takes a walk through all that is free: once for all the databases that a test run removes at its end.
  package static func noteRemoval() {
    guard !isScheduled.exchange(true, ordering: .relaxed) else { return }
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + delay) {
      isScheduled.store(false, ordering: .relaxed)
      _ = csqlite_return_memory()
    }
  }
}
