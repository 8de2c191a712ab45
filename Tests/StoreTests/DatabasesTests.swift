import NebeusSchema
import Testing
import Time

@testable import Store

@Suite("Databases")
struct DatabasesTests {
  private static let text = """
    {"clock": "2017-03-03T12:00:00Z", "generated": {"session_id": ["first", "second"]},
     "tables": {"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"}]}}
    """

  private func databases(
    _ texts: [String: String] = ["test": text], clock: Timestamp? = nil, seed: UInt64? = nil, maxDatabases: Int = 10
  ) -> Databases {
    Databases(
      DatabaseSettings(
        schema: .nebeus, library: ScenarioFixture(texts: texts), scenario: "test", clock: clock, seed: seed,
        maxDatabases: maxDatabases,
        hash: ScenarioFixture.fakeHash))
  }

  private func name(_ text: String) throws -> DatabaseName { try #require(DatabaseName(text)) }

  @Test("makes a database on first use, and gives the same one from then on")
  func makesOnce() throws {
    let databases = databases()
    let first = try databases.database(try name("a"))
    #expect(try databases.database(try name("a")) === first)
    #expect(databases.count == 1)
  }

  @Test("gives numbered databases consecutive homes, so that they spread over any number of loops, and keeps them")
  func homes() throws {
    let databases = databases(maxDatabases: 20)
    let homes = try (10..<20).map { try databases.database(try name("worker-\($0)")).home }
    #expect(zip(homes, homes.dropFirst()).allSatisfy { $1 == $0 + 1 })
    #expect(try databases.reset(try name("worker-10")).home == homes[0])
  }

  @Test("keeps databases apart")
  func apart() throws {
    let databases = databases()
    let (one, other) = (try databases.database(try name("a")), try databases.database(try name("b")))
    try one.withState { state in try state.connection.execute("DELETE FROM res_country") }
    let count = try other.withState { state in
      try state.connection.first("SELECT count(*) FROM res_country") { try $0[0] as Int }
    }
    #expect(count == 1)
  }

  @Test("draws the values that the scenario lists, then others")
  func generated() throws {
    let database = try databases(seed: 1).database(try name("a"))
    let drawn = try database.withState { state in
      try (0..<4).map { _ in try state.generate(.sessionID) { $0.hexadecimal(bytes: 4) } }
    }
    #expect(drawn[..<2] == ["first", "second"])
    #expect(drawn[2] != drawn[3])
    #expect(drawn[2].utf8.count == 8)
  }

  @Test("has the scenario's clock, unless the server has one")
  func clock() throws {
    let given = try #require(Timestamp("2020-02-29 00:00:00"))
    #expect(try databases().database(.standard).withState { $0.now.description } == "2017-03-03 12:00:00")
    #expect(try databases(clock: given).database(.standard).withState { $0.now } == given)
  }

  @Test("refuses one database too many, and still gives those that are there")
  func limit() throws {
    let databases = databases(maxDatabases: 1)
    _ = try databases.database(try name("a"))
    #expect(throws: DatabaseError.tooMany(limit: 1)) { try databases.database(try name("b")) }
    #expect(throws: Never.self) { try databases.database(try name("a")) }
  }

  @Test("refuses an unknown scenario and names those that there are")
  func unknownScenario() throws {
    #expect(throws: DatabaseError.unknownScenario("test", known: ["other"])) {
      try databases(["other": Self.text]).database(.standard)
    }
  }

  @Test("remembers which database issued a session last")
  func issuers() throws {
    let databases = databases()
    let (a, b) = (try databases.database(try name("a")), try databases.database(try name("b")))
    databases.note(session: "s", issuedBy: a)
    databases.note(session: "s", issuedBy: b)
    #expect(databases.issuer(of: "s") === b)
    databases.forget(session: "s", issuedBy: a)
    #expect(databases.issuer(of: "s") === b)
    databases.forget(session: "s", issuedBy: b)
    #expect(databases.issuer(of: "s") == nil)
  }

  @Test("forgets the sessions of a removed database, and knows those of an existing one")
  func sessionsOfTheGone() throws {
    let text = """
      {"tables": {"res_partner": [{"id": 1, "name": "A"}],
        "res_users": [{"id": 1, "login": "a@b.example", "password": "secret", "partner_id": 1}],
        "http_session": [{"id": "listed", "user_id": 1, "last_used": "2017-03-03 12:00:00"}]}}
      """
    let databases = databases(["test": text])
    let old = try databases.database(try name("a"))
    databases.note(session: "s", issuedBy: old)
    #expect(databases.issuer(of: "s") === old)
    #expect(databases.issuer(of: "listed") === old)
    let new = try databases.reset(old.name)
    #expect(databases.issuer(of: "s") == nil)
    #expect(databases.issuer(of: "listed") === new)
    // A call that was answered by the old database comes too late.
    databases.note(session: "s", issuedBy: old)
    #expect(databases.issuer(of: "s") == nil)
    try databases.remove(new.name)
    #expect(databases.issuer(of: "listed") == nil)
  }

  @Test("has a session's last issuer again when a later one is removed")
  func issuersInTurn() throws {
    let databases = databases()
    let (a, b) = (try databases.database(try name("a")), try databases.database(try name("b")))
    databases.note(session: "s", issuedBy: a)
    databases.note(session: "s", issuedBy: b)
    try databases.remove(b.name)
    #expect(databases.issuer(of: "s") === a)
  }

  @Test("remembers all issuers of a session, each by the last time")
  func manyIssuers() throws {
    let databases = databases()
    let (a, b) = (try databases.database(try name("a")), try databases.database(try name("b")))
    let c = try databases.database(try name("c"))
    for issuer in [a, b, c, a, a] { databases.note(session: "s", issuedBy: issuer) }
    databases.note(session: "other", issuedBy: b)
    #expect(databases.issuer(of: "s") === a)
    databases.forget(session: "s", issuedBy: c)
    databases.forget(session: "s", issuedBy: c)
    #expect(databases.issuer(of: "s") === a)
    databases.forget(session: "s", issuedBy: a)
    #expect(databases.issuer(of: "s") === b)
    databases.forget(session: "s", issuedBy: b)
    #expect(databases.issuer(of: "s") == nil)
    #expect(databases.issuer(of: "other") === b)
  }

  @Test("says that a database is gone after it was reset, replaced or removed")
  func gone() throws {
    let databases = databases()
    let a = try name("a")
    let lives: [(Databases) throws -> Void] = [
      { _ = try $0.reset(a) }, { _ = try $0.put(a, $0.options()) }, { try $0.remove(a) },
    ]
    for end in lives {
      let old = try databases.database(a)
      try end(databases)
      #expect(throws: DatabaseError.gone(a)) { try old.withState { _ in } }
    }
    #expect(throws: DatabaseError.unknown(a)) { try databases.reset(a) }
    #expect(throws: DatabaseError.unknown(a)) { try databases.remove(a) }
  }

  @Test("draws from a seed as part of a transaction")
  func chanceInTransactions() throws {
    struct Refused: Error {}
    let database = try databases(seed: 1).database(try name("a"))
    func draw(_ state: DatabaseState) throws -> String { try state.nextRandom { $0.hexadecimal(bytes: 4) } }
    try database.withState { state in
      let first = try draw(state)
      var refused: String?
      try? state.connection.transaction {
        refused = try draw(state)
        throw Refused()
      }
      #expect(try draw(state) == refused)
      #expect(refused != first)
    }
  }

  @Test("asks for the text of a scenario once, where it never changes")
  func constantText() throws {
    let library = CountingLibrary(text: Self.text)
    let databases = Databases(
      DatabaseSettings(schema: .nebeus, library: library, scenario: "test", hash: ScenarioFixture.fakeHash))
    for name in ["a", "b", "c"] { _ = try databases.database(try self.name(name)) }
    _ = try databases.reset(try name("a"))
    #expect(library.reads == 1)
  }
}
