import Glibc
import NebeusSchema
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite("Databases in a folder")
struct DataFolderTests {
  private let folder: TemporaryFolder
  private let lucy: DatabaseName
  private let kept: SnapshotName

  init() throws {
    folder = try TemporaryFolder()
    lucy = try #require(DatabaseName("lucy"))
    kept = try #require(SnapshotName("kept"))
  }

  private func open(isDurable: Bool = false) throws -> Databases {
    let library = ScenarioFixture(texts: ["test": #"{"tables": {}}"#])
    let settings = DatabaseSettings(
      schema: .nebeus, library: library, scenario: "test", hash: ScenarioFixture.fakeHash)
    return try Databases(settings, in: DataFolder(folder.path, schema: .nebeus, isDurable: isDurable))
  }

  private func names(_ databases: Databases) throws -> [String] {
    try databases.existing(lucy)?.snapshots().map(\.name.text) ?? []
  }

  /// Makes whatever removes or replaces the snapshots fail: a folder is in the way, which has a folder in it.
  private func obstruct() { mkdir("\(folder.path)/lucy.snapshots.removed", 0o700); mkdir("\(obstacle)", 0o700) }
  private func clear() { rmdir(obstacle); rmdir("\(folder.path)/lucy.snapshots.removed") }
  private var obstacle: String { "\(folder.path)/lucy.snapshots.removed/folder" }

  @Test("leave the snapshots of a file alone that they must not overwrite")
  func foreignFile() throws {
    let databases = try open()
    try folder.write("anything", to: "lucy.db")
    try folder.write("anything", to: "lucy.snapshots/kept.db")
    #expect(throws: DataError.self) { try databases.put(lucy, databases.options()) }
    #expect(try folder.names().contains("lucy.snapshots/kept.db"))
    #expect(try folder.text(of: "lucy.db") == "anything")
  }

  @Test("stay as they were if they can't be deleted")
  func failedDelete() throws {
    let databases = try open()
    let database = try databases.put(lucy, databases.options()).database
    _ = try database.keepSnapshot(kept)
    obstruct()
    #expect(throws: DataError.self) { try databases.remove(lucy) }
    #expect(databases.existing(lucy) === database)
    #expect(try names(databases) == ["kept"])
    #expect(try database.size() > 0)
    clear()
    try databases.remove(lucy)
    #expect(databases.existing(lucy) == nil)
    databases.close()
    #expect(try folder.names() == ["lock"])
  }

  @Test("stay as they were if their snapshots can't be removed when they are replaced")
  func failedReplacement() throws {
    let databases = try open()
    let database = try databases.put(lucy, databases.options()).database
    _ = try database.keepSnapshot(kept)
    obstruct()
    #expect(throws: DataError.self) { try databases.put(lucy, databases.options(seed: 1)) }
    #expect(databases.existing(lucy) === database)
    #expect(try names(databases) == ["kept"])
    clear()
    let (replaced, isNew) = try databases.put(lucy, databases.options(seed: 1))
    #expect(!isNew && replaced.options.seed == 1)
    #expect(try names(databases) == [])
  }

  @Test("keep their snapshots if a replacement is refused")
  func refusedReplacement() throws {
    let databases = try open()
    _ = try databases.put(lucy, databases.options()).database.keepSnapshot(kept)
    #expect(throws: DatabaseError.self) { try databases.put(lucy, databases.options(scenario: "none")) }
    #expect(try names(databases) == ["kept"])
  }

  @Test("are cleared up at the start after a process that ended half-way")
  func recovery() throws {
    // The folder's lock goes with the databases.
    do {
      let databases = try open()
      _ = try databases.put(lucy, databases.options()).database.keepSnapshot(kept)
      databases.close()
    }
    try folder.write("half", to: "lucy.snapshots/x.db.new")
    try folder.write("half", to: "other.db.new")
    // Set aside for a deletion that took place.
    try folder.write("old", to: "gone.snapshots.removed/kept.db")
    let again = try open()
    #expect(try names(again) == ["kept"])
    #expect(
      try folder.names().filter { $0.hasSuffix(".new") || $0.contains(".removed") || $0.contains("gone") } == [])
  }

  @Test("have the snapshots back at the start that a replacement set aside and didn't come to remove")
  func putBack() throws {
    // The folder's lock goes with the databases.
    do {
      let databases = try open()
      _ = try databases.put(lucy, databases.options()).database.keepSnapshot(kept)
      databases.close()
    }
    rename("\(folder.path)/lucy.snapshots", "\(folder.path)/lucy.snapshots.removed")
    #expect(try names(open()) == ["kept"])
  }

  @Test("keep and remove snapshots where changes wait for the disk, too")
  func durable() throws {
    let databases = try open(isDurable: true)
    let database = try databases.put(lucy, databases.options()).database
    #expect(try database.keepSnapshot(kept).isNew)
    #expect(try !database.keepSnapshot(kept).isNew)
    try database.removeSnapshot(kept)
    #expect(throws: DatabaseError.noSnapshot(kept, of: lucy)) { try database.removeSnapshot(kept) }
    try databases.remove(lucy)
    #expect(try folder.names() == ["lock"])
  }

  @Test("have a snapshot's name on the disk where changes wait for the disk", arguments: [false, true])
  func durableNames(_ isDurable: Bool) throws {
    let synchronized = Mutex<[String]>([])
    let store = FileSnapshotStore(of: lucy, in: folder.path, schema: .nebeus, isDurable: isDurable) { folder in
      synchronized.withLock { $0.append(folder) }
    }
    func after(_ change: () throws -> Void) throws -> [String] {
      synchronized.withLock { $0 = [] }
      try change()
      return synchronized.withLock { $0 }
    }
    let snapshots = "\(folder.path)/lucy.snapshots"
    // The first one makes the folder, whose own name is in that of the databases.
    #expect(try after { _ = try store.keep(.file([1]), as: kept) } == (isDurable ? [snapshots, folder.path] : []))
    #expect(try after { _ = try store.keep(.file([2]), as: kept) } == (isDurable ? [snapshots] : []))
    #expect(try after { _ = try store.remove(kept) } == (isDurable ? [snapshots] : []))
  }
}
