import MockServer
import NebeusAPI
import NebeusSchema
import Store

/// What it costs to make a database of the demo's size, and to keep it.
enum DatabaseCost {
  private static let count = 200

  static func measure() throws {
    let settings = DatabaseSettings(
      schema: .nebeus, library: SeedLibrary(), scenario: "demo", seed: 1, hash: Password.hash)
    let first = CPUTime.now
    let databases = Databases(settings)
    _ = try databases.database(.standard)
    let template = Double(CPUTime.now - first) / 1_000
    let before = Memory.kilobytes
    let names = (0..<count).compactMap { DatabaseName("b\($0)") }
    var databasesKept: [Database] = []
    let made = try names.map { name in
      try microseconds { databasesKept.append(try databases.database(name)) }
    }
    let read = try databasesKept.map { database in try microseconds { try look(into: database) } }
    databasesKept = []
    let kept = Memory.kilobytes - before
    let reset = try names.map { name in
      try microseconds { try look(into: try databases.reset(name)) }
    }
    let removed = try names.map { name in try microseconds { try databases.remove(name) } }
    let left = Memory.kilobytes - before
    Table.print(
      ["databases of the demo's size", "figure"],
      [
        ["the scenario loaded, and the first database, µs of CPU", Table.number(template, 0)],
        ["another database, µs", Table.number(median(made), 0)],
        ["its first statement, which reads the schema, µs", Table.number(median(read), 0)],
        ["reset, and the first statement, µs", Table.number(median(reset), 0)],
        [
          "removed, mean, with giving memory back to the system, µs",
          Table.number(removed.reduce(0, +) / Double(count), 0),
        ],
        ["memory of one, KiB", Table.number(Double(kept) / Double(count), 0)],
        ["memory that is left of one when all are removed, KiB", Table.number(Double(left) / Double(count), 0)],
      ])
  }

  private static func look(into database: Database) throws {
    try database.withState { state in
      _ = try state.connection.first("SELECT id FROM res_users") { try $0[0] as Int }
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
