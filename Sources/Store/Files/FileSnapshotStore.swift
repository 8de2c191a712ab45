import Glibc
import Time

/// Snapshots as files of a folder, `NAME.db` each.
struct FileSnapshotStore: SnapshotStore {
  private static let suffix = ".db"

  let folder: String

  func list() throws -> [Snapshot] {
    try (Files.names(in: folder) ?? []).compactMap { file in
      guard file.hasSuffix(Self.suffix), let name = SnapshotName(String(file.dropLast(Self.suffix.count))) else {
        return nil
      }
      return snapshot(name)
    }
  }

  func keep(_ image: [UInt8], as name: SnapshotName) throws -> (snapshot: Snapshot, isNew: Bool) {
    try Files.makeFolder(folder)
    let isNew = !Files.exists(path(of: name))
    try Files.write(image, to: path(of: name))
    return (snapshot(name) ?? Snapshot(name: name, created: DatabaseClock.system.now, size: image.count), isNew)
  }

  func image(of name: SnapshotName) throws -> [UInt8]? {
    guard let image = try Files.read(path(of: name)) else { return nil }
    if let complaint = FileHeader(image).complaint { throw DataError(path(of: name), .foreign(complaint)) }
    return image
  }

  func remove(_ name: SnapshotName) throws -> Bool {
    try Files.remove(path(of: name))
  }

  /// Removes all of them, and the folder.
  func removeAll() throws {
    for file in try Files.names(in: folder) ?? [] { try Files.remove("\(folder)/\(file)") }
    rmdir(folder)
  }

  private func path(of name: SnapshotName) -> String { "\(folder)/\(name.text)\(Self.suffix)" }

  /// Nil where there is no such file.
  private func snapshot(_ name: SnapshotName) -> Snapshot? {
    var status = stat()
    guard stat(path(of: name), &status) == 0 else { return nil }
    return Snapshot(name: name, created: Timestamp(seconds: status.st_mtim.tv_sec), size: Int(status.st_size))
  }
}
