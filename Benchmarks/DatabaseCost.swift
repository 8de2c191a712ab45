import MockServer
import NebeusAPI
import Store

/// What it costs to make a database of the demo's size, and to keep it.
enum DatabaseCost {
  private static let count = 200

  static func measure() throws {
    let settings = DatabaseSettings(library: SeedLibrary(), scenario: "demo", seed: 1, hash: Password.hash)
    let first = CPUTime.now
    let databases = Databases(settings)
    _ = try databases.database(.standard)
    let template = Double(CPUTime.now - first) / 1_000
    let before = Memory.kilobytes
    var made: [Double] = []
    var called: [Double] = []
    for number in 0..<count {
      guard let name = DatabaseName("b\(number)") else { continue }
      let start = CPUTime.now
      let database = try databases.database(name)
      let middle = CPUTime.now
      try database.withWorld { world in _ = try world.connection.first("SELECT id FROM res_users") { try $0[0] as Int }
      }
      made.append(Double(middle - start) / 1_000)
      called.append(Double(CPUTime.now - middle) / 1_000)
    }
    let kept = Memory.kilobytes - before
    let reset = try measure("r") { name in
      _ = try databases.reset(name)
    } before: { name in
      _ = try databases.database(name)
    }
    let replaced = try measure("p") { name in
      _ = try databases.put(name, databases.recipe())
    } before: { name in
      _ = try databases.database(name)
    }
    for database in databases.all where database.name != .standard { try databases.remove(database.name) }
    let left = Memory.kilobytes - before
    Table.print(
      ["CPU in µs, memory in KiB", "figure"],
      [
        ["the scenario loaded, and the first database", Table.number(template, 0)],
        ["another database, median", Table.number(median(made), 0)],
        ["its first statement, which reads the schema, median", Table.number(median(called), 0)],
        ["a reset, median", Table.number(reset, 0)],
        ["a replacement, median", Table.number(replaced, 0)],
        ["memory of a database", Table.number(Double(kept) / Double(count), 0)],
        ["memory left of \(count) that were removed, and as many reset and replaced", Table.number(Double(left), 0)],
      ])
  }

  /// The median cost of `work`, done to many databases.
  private static func measure(
    _ prefix: String, _ work: (DatabaseName) throws -> Void, before prepare: (DatabaseName) throws -> Void
  ) throws -> Double {
    var costs: [Double] = []
    for number in 0..<count {
      guard let name = DatabaseName("\(prefix)\(number)") else { continue }
      try prepare(name)
      let start = CPUTime.now
      try work(name)
      costs.append(Double(CPUTime.now - start) / 1_000)
    }
    return median(costs)
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }
}
