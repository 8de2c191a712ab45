import Glibc
import SQLite

/// Databases as files of a folder: `NAME.db` each, in WAL mode, with its snapshots in `NAME.snapshots`.
///
/// Whatever ends the process, each file is a database from before or after a change. A new one is written under another
/// name first; one that is replaced or reset stays the same file, whose pages change in one transaction: another file
/// under its name could meet the WAL of the old one. Source: https://www.sqlite.org/wal.html
package final class DataFolder: Storage {
  private static let suffix = ".db"

  private let schema: Schema
  private let path: String
  /// Whether a change is on the disk before it is answered.
  let isDurable: Bool
  private let lock: FolderLock

  /// Takes the folder, which is made if there is none.
  package init(_ path: String, schema: Schema, isDurable: Bool = false) throws(DataError) {
    self.schema = schema
    self.path = path
    self.isDurable = isDurable
    try Files.makeFolder(path)
    lock = try FolderLock(on: path)
  }

  /// The names of the databases in the folder. What a process left half-made is removed, or put back.
  func names() throws(DataError) -> [DatabaseName] {
    let files = try Files.names(in: path) ?? []
    for file in files where file.hasSuffix(Self.suffix + Files.draftSuffix) { try Files.remove("\(path)/\(file)") }
    let names = files.compactMap { DatabaseName($0, before: Self.suffix) }
    let folders = files.compactMap {
      DatabaseName($0, before: FileSnapshotStore.folderSuffix)
        ?? DatabaseName($0, before: FileSnapshotStore.asideSuffix)
    }
    for name in Set(folders) { try snapshots(of: name).recover(databaseExists: names.contains(name)) }
    return names
  }

  /// Opens the file of a database. Throws `DataError` where it can't be used, and leaves it alone then.
  ///
  /// - Parameter objects: those that the schema makes.
  func open(
    _ name: DatabaseName, for objects: [String: String]
  ) throws(DataError) -> (stored: StoredDatabase, state: DatabaseState, size: Int) {
    let file = file(of: name)
    if let problem = FileHeader(try Files.read(file, most: FileHeader.size) ?? []).problem(schema) {
      throw DataError(file, .foreign(problem))
    }
    do {
      let connection = try connection(to: file)
      try schema.check(connection, for: objects)
      let stored = try StoredDatabase(in: connection, schema: schema, file: file)
      let clock = try DatabaseState.storedClock(in: connection) ?? .system
      let state = DatabaseState(
        name: name, schema: schema, connection: connection, clock: clock, options: stored.options)
      return (stored, state, try connection.size())
    } catch let error as SQLiteError {
      throw DataError(file, .database(error))
    } catch let error as DataError {
      throw error
    } catch {
      throw DataError(file, .foreign("\(error)"))
    }
  }

  func make(_ blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int) {
    let file = file(of: blueprint.name)
    guard !Files.exists(file) else {
      throw DataError(
        file, .foreign("the file was put there while the server was running: restart the server to open it"))
    }
    // What is left of an earlier database of the name.
    for suffix in ["-wal", "-shm"] { try Files.remove(file + suffix) }
    let snapshots = snapshots(of: blueprint.name)
    try snapshots.setAside()
    do {
      var image = try Self.pages(blueprint).serialize()
      FileHeader.markAsWAL(&image)
      try Files.write(image, to: file)
      if isDurable { try Files.synchronize(folder: path) }
      let state = DatabaseState(blueprint, connection: try connection(to: file))
      snapshots.discard()
      return (state, image.count)
    } catch {
      // A file that nobody has open would be in the way of the next that is made.
      for suffix in ["", "-wal", "-shm"] { _ = try? Files.remove(file + suffix) }
      snapshots.putBack()
      throw error
    }
  }

  func replace(_ old: Database, by blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int) {
    let pages = try Self.pages(blueprint)
    // Before the file changes: after that nothing may fail.
    let size = try pages.size()
    let state = try old.handOver { state in try state.connection.copy(from: pages) }
    return (DatabaseState(blueprint, connection: state.connection), size)
  }

  func remove(_ old: Database) throws {
    let file = file(of: old.name)
    try old.snapshotStore.setAside()
    do {
      // Without its file, what else there is of a database means nothing.
      _ = try old.handOver { _ in try Files.remove(file) }
    } catch {
      old.snapshotStore.putBack()
      throw error
    }
    for suffix in ["-wal", "-shm"] { _ = try? Files.remove(file + suffix) }
    old.snapshotStore.discard()
  }

  func synchronize() throws {
    if isDurable { try Files.synchronize(folder: path) }
  }

  func snapshotStore(for name: DatabaseName) -> any SnapshotStore { snapshots(of: name) }

  private func snapshots(of name: DatabaseName) -> FileSnapshotStore {
    FileSnapshotStore(of: name, in: path, schema: schema, isDurable: isDurable)
  }

  private func file(of name: DatabaseName) -> String { "\(path)/\(name.text)\(Self.suffix)" }

  /// A database as it is to be made, in memory, with what it knows of itself.
  private static func pages(_ blueprint: DatabaseBlueprint) throws -> SQLiteConnection {
    let connection = try blueprint.template.copy()
    try StoredDatabase.write(blueprint, to: connection)
    return connection
  }

  private func connection(to file: String) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.file(file))
    guard !connection.isReadOnly else { throw DataError(file, .foreign("the file is read-only")) }
    let mode = try connection.first("PRAGMA journal_mode = WAL") { try $0[0] as String }
    guard mode == "wal" else { throw DataError(file, .foreign("the file can't be put into WAL mode")) }
    try connection.execute("PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL")")
    try schema.migrate(connection)
    return connection
  }
}

extension DatabaseName {
  /// The name of the database that a file is of; nil if the file's name doesn't end in `suffix`, or can't be one.
  fileprivate init?(_ file: String, before suffix: String) {
    guard file.hasSuffix(suffix) else { return nil }
    self.init(String(file.dropLast(suffix.count)))
  }
}

/// A lock on a folder, so that only one server uses it.
///
/// The system releases it when the process ends, however it ends. Source: flock(2).
final class FolderLock: Sendable {
  private let file: Int32

  init(on folder: String) throws(DataError) {
    let path = folder + "/lock"
    file = Files.openOrCreate(path, O_RDWR)
    guard file >= 0 else { throw DataError.last(path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      // What is thrown here runs deinit, which closes the file.
      let code = errno
      throw code == EWOULDBLOCK ? DataError(folder, .inUse) : DataError(path, .system(code))
    }
  }

  deinit { close(file) }
}
