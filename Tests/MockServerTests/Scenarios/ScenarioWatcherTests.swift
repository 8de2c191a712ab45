import Instrumentation
import NebeusAPI
import NebeusSchema
import ServerTestSupport
import Store
import Synchronization
import TestSupport
import Testing

@testable import MockServer

@Suite("ScenarioWatcher")
struct ScenarioWatcherTests {
  private let folder: TemporaryFolder
  private let databases: Databases
  private let log = LogLines()
  private let watcher: ScenarioWatcher

  init() throws {
    folder = try TemporaryFolder(["mine.json": Self.scenario("First"), "other.json": Self.scenario("Other")])
    var settings = DatabaseSettings(
      schema: .nebeus, library: SeedLibrary(directory: folder.path), scenario: "mine", hash: Password.hash)
    settings.attachment = { _ in Instrumentation() }
    databases = Databases(settings)
    for name in ["one", "two"] { _ = try databases.database(try Self.name(name)) }
    _ = try databases.put(try Self.name("third"), DatabaseOptions(scenario: "other"))
    watcher = ScenarioWatcher(folder: folder.path, databases: databases, logger: log.logger)
  }

  private static func name(_ text: String) throws -> DatabaseName { try #require(DatabaseName(text)) }

  private static func scenario(_ country: String) -> String {
    #"{"tables":{"res_country":[{"id":1,"name":"\#(country)","code":"ES","phone_code":"+34"}]}}"#
  }

  /// The country's name in each database.
  private func countries() throws -> [String] {
    try ["one", "two", "third"].map { name in
      let database = try #require(databases.existing(Self.name(name)))
      return try database.withState { state in
        try state.connection.first("SELECT name FROM res_country") { try $0[0] as String } ?? "none"
      }
    }
  }

  @Test("starts the databases of a scenario that has changed again, when it rests, and ends who waits for them")
  func starts() throws {
    let isEnded = Mutex(false)
    let one = try #require(databases.existing(Self.name("one")))
    _ = one.waiting.add(.init(check: { false }, cancel: { _ in isEnded.withLock { $0 = true } }))
    watcher.look()
    try folder.write(Self.scenario("Second"), to: "mine.json")
    watcher.look()
    #expect(try countries() == ["First", "First", "Other"])
    for _ in 0..<2 { watcher.look() }
    #expect(try countries() == ["Second", "Second", "Other"])
    #expect(log.lines.map(\.message) == ["scenario has changed; its databases start again"])
    #expect(isEnded.withLock { $0 })
  }

  @Test("leaves the databases of a faulty scenario as they are, and logs each of its problems")
  func faulty() throws {
    try folder.write(#"{"tables":{"res_planet":[],"res_star":[]}}"#, to: "mine.json")
    for _ in 0..<3 { watcher.look() }
    #expect(try countries() == ["First", "First", "Other"])
    let message = "scenario is faulty; its databases stay as they are"
    #expect(log.lines.map(\.message) == [message, message])
    #expect(log.lines.allSatisfy { $0.level == .warning })
  }
}
