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
    Table.print(
      ["CPU in µs, memory in KiB", "figure"],
      [
        ["the scenario loaded, and the first database", Table.number(template, 0)],
        ["another database, median", Table.number(median(made), 0)],
        ["its first statement, which reads the schema, median", Table.number(median(called), 0)],
        ["memory of a database", Table.number(Double(kept) / Double(count), 0)],
      ])
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }
}
