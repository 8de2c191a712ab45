import MockServer
import NebeusAPI
import NebeusSchema
import Store

/// What it costs to make a database of the demo's size, and to keep it.
enum DatabaseCost {
  private static let count = 1_000

  static func measure() throws {
    let settings = DatabaseSettings(
      schema: .nebeus, library: SeedLibrary(), scenario: "demo", seed: 1, maxDatabases: count + 1, hash: Password.hash)
    let first = CPUTime.now
    let databases = Databases(settings)
    _ = try databases.database(.standard)
    let template = Double(CPUTime.now - first) / 1_000
    let before = Memory.kilobytes
    let names = (0..<count).compactMap { DatabaseName("b\($0)") }
    let made = try names.map { name in try microseconds { try look(into: databases.database(name)) } }
    let kept = Memory.kilobytes - before
    let again = try names.map { name in try microseconds { try look(into: databases.database(name)) } }
    let reset = try names.map { name in try microseconds { try look(into: try databases.reset(name)) } }
    let restored = try names.map { name in try restoring(databases.database(name), in: databases) }
    let removed = try names.map { name in try microseconds { try databases.remove(name) } }
    let left = Memory.kilobytes - before
    Table.print(
      ["databases of the demo's size, first call included", "figure"],
      [
        ["the scenario loaded, and the first database, µs of CPU", Table.number(template, 0)],
        ["made, µs", Table.number(median(made), 0)],
        ["called after \(count - 1) others, µs", Table.number(median(again), 0)],
        ["reset, µs", Table.number(median(reset), 0)],
        ["restored, µs", Table.number(median(restored), 0)],
        [
          "removed, mean, with giving memory back to the system, µs",
          Table.number(removed.reduce(0, +) / Double(count), 0),
        ],
        ["memory of one, KiB", Table.number(Double(kept) / Double(count), 1)],
        ["memory that is left of one when all are removed, KiB", Table.number(Double(left) / Double(count), 1)],
      ])
  }

  /// What it costs to return to a snapshot after a change, and to call the database then.
  private static func restoring(_ database: Database, in databases: Databases) throws -> Double {
    guard let name = SnapshotName("kept") else { return 0 }
    _ = try database.keepSnapshot(name)
    try change(database)
    return try microseconds {
      try databases.restore(name, in: database)
      try look(into: database)
    }
  }

  /// Makes a call that reads and one that writes.
  private static func look(into database: Database) throws {
    try database.withState { state in
      let countries = try state.connection.all("SELECT id, name, code, phone_code FROM res_country WHERE active") {
        try $0[1] as String
      }
      precondition(countries.count > 30)
    }
    try change(database)
  }

  private static func change(_ database: Database) throws {
    try database.withState { state in
      _ = try state.connection.run(
        "INSERT INTO im_chat_message (create_date, from_id, to_id, message) VALUES (?, 6, 1, 'Hello')", state.now)
    }
  }

  private static func microseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = CPUTime.now
    try body()
    return Double(CPUTime.now - start) / 1_000
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }
}
