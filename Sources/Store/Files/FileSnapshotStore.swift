import Basics
import Glibc
import Time

/// Snapshots as files of a folder, `NAME.db` each.
struct FileSnapshotStore: SnapshotStore {
  /// How the folder of a database's snapshots is named, after the database.
  static let folderSuffix = ".snapshots"
  /// How that folder is named while its database is being replaced or removed.
  static let asideSuffix = folderSuffix + ".removed"
  private static let suffix = ".db"

  let schema: Schema
  /// The folder of the databases, and in it that of the snapshots.
  private let parent: String
  private let folder: String
  private let aside: String
  /// Whether a change is on the disk before it is answered.
  private let isDurable: Bool
  private let synchronize: @Sendable (String) throws(DataError) -> Void

  /// - Parameters:
  ///   - parent: the folder of the databases.
  ///   - synchronize: waits until the disk has the names of a folder's files.
  init(
    of database: DatabaseName, in parent: String, schema: Schema, isDurable: Bool,
    synchronize: @escaping @Sendable (String) throws(DataError) -> Void = { folder throws(DataError) in
      try Files.synchronize(folder: folder)
    }
  ) {
    self.parent = parent
    self.schema = schema
    self.isDurable = isDurable
    self.synchronize = synchronize
    folder = "\(parent)/\(database.text)\(Self.folderSuffix)"
    aside = "\(parent)/\(database.text)\(Self.asideSuffix)"
  }

  func list() throws(DataError) -> [Snapshot] {
    try (Files.names(in: folder) ?? []).compactMap { file in
      guard file.hasSuffix(Self.suffix), let name = SnapshotName(String(file.dropLast(Self.suffix.count))) else {
        return nil
      }
      return snapshot(name)
    }
  }

  func keep(_ pages: KeptPages, as name: SnapshotName) throws(DataError) -> (snapshot: Snapshot, isNew: Bool) {
    let isNewFolder = !Files.exists(folder)
    try Files.makeFolder(folder)
    let isNew = !Files.exists(path(of: name))
    try Files.write(pages.bytes, to: path(of: name))
    if isDurable {
      try synchronize(folder)
      if isNewFolder { try synchronize(parent) }
    }
    return (snapshot(name) ?? Snapshot(name: name, created: .now, size: pages.size), isNew)
  }

  func pages(of name: SnapshotName) throws(DataError) -> KeptPages? {
    guard let image = try Files.read(path(of: name)) else { return nil }
    if let problem = FileHeader(image).problem(schema) { throw DataError(path(of: name), .foreign(problem)) }
    return .file(image)
  }

  func remove(_ name: SnapshotName) throws(DataError) -> Bool {
    let wasThere = try Files.remove(path(of: name))
    if isDurable, wasThere { try synchronize(folder) }
    return wasThere
  }

  func setAside() throws(DataError) {
    // What an earlier time couldn't remove.
    try Files.removeFolder(aside)
    try Files.rename(folder, to: aside)
  }

  func putBack() { try? Files.rename(aside, to: folder) }

  func discard() { try? Files.removeFolder(aside) }

  /// Clears up after a process that ended half-way: snapshots set aside are put back if their database is still there,
  /// and files that were not written whole are removed.
  func recover(databaseExists: Bool) throws(DataError) {
    if Files.exists(aside) {
      if databaseExists, !Files.exists(folder) {
        try Files.rename(aside, to: folder)
      } else {
        try Files.removeFolder(aside)
      }
    }
    for file in try Files.names(in: folder) ?? [] where file.hasSuffix(Self.suffix + Files.draftSuffix) {
      try Files.remove("\(folder)/\(file)")
    }
  }

  private func path(of name: SnapshotName) -> String { "\(folder)/\(name.text)\(Self.suffix)" }

  /// Nil if there is no such file.
  private func snapshot(_ name: SnapshotName) -> Snapshot? {
    guard let status = FileStatus.of(path(of: name)) else { return nil }
    return Snapshot(name: name, created: Timestamp(seconds: status.st_mtim.tv_sec), size: Int(status.st_size))
  }
}
