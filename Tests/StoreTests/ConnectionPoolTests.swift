import NebeusSchema
import SQLite
import Testing

@testable import Store

@Suite("Databases in memory")
struct ConnectionPoolTests {
  private static let text = """
    {"tables": {"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"}]}}
    """

  private static func databases() -> Databases {
    Databases(
      DatabaseSettings(
        schema: .nebeus, library: ScenarioFixture(texts: ["test": text]), scenario: "test", maxDatabases: 100,
        hash: ScenarioFixture.fakeHash))
  }

  private static func name(_ text: String) throws -> DatabaseName { try #require(DatabaseName(text)) }

  /// Those of a database without tables: one.
  private static func pages() throws -> SharedPages { try SharedPages(SQLiteConnection(.memory).serialize()) }

  private static func set(_ name: String, in database: Database) throws {
    try database.withState { state in
      _ = try state.connection.run("UPDATE res_country SET name = ? WHERE id = 1", name)
    }
  }

  private static func country(of database: Database) throws -> String? {
    try database.withState { state in
      try state.connection.first("SELECT name FROM res_country WHERE id = 1") { try $0[0] as String }
    }
  }

  @Test("keep apart what they have, however many take turns at the connections")
  func turns() throws {
    let databases = Self.databases()
    let all = try (0..<40).map { try databases.database(Self.name("d\($0)")) }
    for (index, database) in all.enumerated() { try Self.set("country \(index)", in: database) }
    for round in 0..<3 {
      for (index, database) in all.enumerated() where (index + round) % 2 == 0 {
        #expect(try Self.country(of: database) == "country \(index)")
      }
    }
  }

  @Test("are used by many threads at once")
  func threads() async throws {
    let databases = Self.databases()
    let all = try (0..<24).map { try databases.database(Self.name("d\($0)")) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, database) in all.enumerated() {
        group.addTask {
          for round in 0..<30 {
            try Self.set("\(index)/\(round)", in: database)
            #expect(try Self.country(of: database) == "\(index)/\(round)")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("have connections in common: many that are used one after the other need one")
  func fewConnections() throws {
    let databases = Self.databases()
    let seen = try (0..<30).map { index in
      let database = try databases.database(Self.name("d\(index)"))
      return try database.withState { ObjectIdentifier($0.connection) }
    }
    #expect(Set(seen).count == 1)
  }

  @Test("get their own connection after they have lost one")
  func ownConnections() throws {
    let databases = Self.databases()
    let all = try (0..<4).map { try databases.database(Self.name("d\($0)")) }
    func connections() throws -> [ObjectIdentifier] {
      try all.map { try $0.withState { ObjectIdentifier($0.connection) } }
    }
    _ = try connections()
    let second = try connections()
    #expect(Set(second).count == 4)
    #expect(try connections() == second)
  }

  @Test("have 16 connections between them, however many are used in turns")
  func mostConnections() throws {
    let databases = Self.databases()
    let all = try (0..<20).map { try databases.database(Self.name("d\($0)")) }
    var seen: Set<ObjectIdentifier> = []
    for _ in 0..<4 {
      for database in all { seen.insert(try database.withState { ObjectIdentifier($0.connection) }) }
    }
    #expect(seen.count == 16)
  }

  @Test("leave their connection without pages, which go with them")
  func leaving() throws {
    let pool = ConnectionPool()
    var pages: SharedPages? = try Self.pages()
    weak let left = pages
    let slot = try pool.lend(try #require(pages), last: nil)
    slot.giveBack()
    slot.leave(try #require(pages))
    pages = nil
    #expect(left == nil)
    #expect(try pool.lend(Self.pages(), last: nil) === slot, "the next database takes the connection that nobody has")
  }

  @Test("leave a connection alone that another database has taken")
  func leavingLate() throws {
    let pool = ConnectionPool()
    let (first, second) = (try Self.pages(), try Self.pages())
    let slot = try pool.lend(first, last: nil)
    slot.giveBack()
    #expect(try pool.lend(second, last: nil) === slot)
    slot.giveBack()
    slot.leave(first)
    #expect(try slot.connection.first("PRAGMA page_count") { try $0[0] as Int } == 1, "it has the other one's page")
  }

  @Test("take the connection that was not used for longest, or one that nobody has")
  func order() throws {
    let pool = ConnectionPool()
    let older = try pool.lend(Self.pages(), last: nil)
    let left = try Self.pages()
    let newer = try pool.lend(left, last: nil)
    older.giveBack()
    newer.giveBack()
    #expect(older !== newer)
    #expect(try pool.lend(Self.pages(), last: nil) === older)
    older.giveBack()
    newer.leave(left)
    // One that has lost its connection would get a new one, if there were none that nobody has.
    #expect(try pool.lend(Self.pages(), last: older) === newer)
  }

  @Test("leave their connection when they end")
  func ending() throws {
    let settings = DatabaseSettings(
      schema: .nebeus, library: ScenarioFixture(texts: ["test": Self.text]), scenario: "test",
      hash: ScenarioFixture.fakeHash)
    let start = try TemplateCache(settings).start(of: "test", clock: nil)
    let options = DatabaseOptions(scenario: "test", clock: nil, seed: nil, revision: nil)
    let blueprint = DatabaseBlueprint(
      name: try Self.name("a"), schema: .nebeus, options: options, template: start.template, clock: start.clock,
      created: start.moment, origin: DatabaseOrigin(source: start.source, moment: start.moment, entropy: 1))
    let pool = ConnectionPool()
    var pages: SharedPages? = try start.template.pages.copy()
    weak let left = pages
    do {
      let state = DatabaseState(blueprint, pages: try #require(pages), pool: pool)
      try state.beginUse()?.giveBack()
    }
    pages = nil
    #expect(left == nil)
  }

  @Test("return to snapshots that share their pages with them")
  func snapshots() throws {
    let databases = Self.databases()
    let (database, other) = (try databases.database(Self.name("a")), try databases.database(Self.name("b")))
    let before = try #require(SnapshotName("before"))
    try Self.set("kept", in: database)
    _ = try database.keepSnapshot(before)
    let own = try database.withState { $0.ownSize }
    #expect(own == 0, "what it had changed is the snapshot's too")
    for round in 0..<5 {
      try Self.set("changed \(round)", in: database)
      try Self.set("other \(round)", in: other)
      try databases.restore(before, in: database)
      #expect(try Self.country(of: database) == "kept")
      #expect(try Self.country(of: other) == "other \(round)")
    }
    let reset = try databases.reset(Self.name("a"))
    #expect(try Self.country(of: reset) == "Spain")
    try databases.restore(before, in: reset)
    #expect(try Self.country(of: reset) == "kept")
  }

  @Test("record the changes of their own tables only, whichever database has the connection in between")
  func changes() throws {
    let databases = Self.databases()
    let (noting, other) = (try databases.database(Self.name("a")), try databases.database(Self.name("b")))
    try noting.withState { $0.noteChanges() }
    try other.withState { state in try state.connection.execute("DELETE FROM res_partner") }
    try Self.set("noted", in: noting)
    try other.withState { state in try state.connection.execute("UPDATE res_currency SET name = name") }
    #expect(try noting.withState { $0.takeChangedTables() } == ["res_country"])
    #expect(try other.withState { $0.takeChangedTables() }.isEmpty)
    // Without a condition, SQLite would empty the table at once and tell nobody.
    try noting.withState { state in _ = try state.connection.run("DELETE FROM res_country") }
    #expect(try noting.withState { $0.takeChangedTables() } == ["res_country"])
  }
}
