import JSON
import SQLite
import Time

/// The state from which a database starts: tables, and where it has them a clock and values to generate.
package struct Scenario: Sendable {
  package let name: String
  package let description: String
  /// The time at which the clock of a database of this scenario is frozen; nil if it runs.
  package let clock: Timestamp?
  /// The next values to generate, by the name of their kind.
  package let generated: [(kind: String, values: [String])]
  /// An object of tables, each an array of rows.
  package let tables: JSONValue?
  /// The files beside it.
  let images: [ScenarioImage]
  /// SQL that adds rows to those of the tables.
  let script: String?
  /// What is wrong apart from the tables: it is reported with what is wrong in them, when the scenario is loaded.
  package let problems: [ScenarioProblem]
  let file: String

  /// - Parameters:
  ///   - file: how problems name it.
  ///   - text: JSON, as docs/scenarios.md describes it.
  ///   - images: the image files beside it.
  ///   - script: SQL that adds rows to those of the text.
  ///
  /// Throws if it is no JSON object; what else is wrong is in `problems`.
  package init(
    name: String, file: String, text: [UInt8], images: [ScenarioImage] = [], script: String? = nil
  ) throws(ScenarioError) {
    self.init(name: name, file: file, images: images, script: script, try ScenarioReader(file: file, text: text))
  }

  /// Rows to merge into a database, as a scenario has them.
  ///
  /// - Parameter file: how problems name where they come from.
  package init(fixture root: JSONValue, file: String) throws(ScenarioError) {
    self.init(name: "", file: file, images: [], script: nil, try ScenarioReader(file: file, root: root))
  }

  /// Rows to merge into a database: an object of tables, each an array of rows.
  package init(tables: JSONValue, file: String) {
    name = ""
    self.file = file
    description = ""
    clock = nil
    generated = []
    self.tables = tables
    images = []
    script = nil
    problems = []
  }

  private init(name: String, file: String, images: [ScenarioImage], script: String?, _ reader: ScenarioReader) {
    var reader = reader
    self.name = name
    self.file = file
    self.images = images
    self.script = script
    description = reader.description()
    clock = reader.clock()
    generated = reader.generated()
    tables = reader.tables()
    problems = reader.problems
  }
}

extension Scenario {
  /// Loads a scenario as a server would, and throws `ScenarioError` with all that is wrong with it.
  package static func check(
    name: String, file: String, text: [UInt8], images: [ScenarioImage] = [], schema: Schema,
    hash: @escaping PasswordHasher
  ) throws {
    let scenario = try Scenario(name: name, file: file, text: text, images: images)
    _ = try Template(of: scenario, schema: schema, now: scenario.clock ?? .now, hash: hash)
  }
}

extension DatabaseState {
  /// Merges a fixture, whole or not at all, and returns how many rows it had, and the ids of the sessions there are
  /// then.
  ///
  /// A row replaces the one that has its key. The values listed for a kind are the next ones to generate, replacing
  /// those that were left. A clock that the fixture has is set first: relative timestamps count from it. Throws
  /// `ScenarioError` with all that is wrong.
  package func merge(_ fixture: Scenario, hash: @escaping PasswordHasher) throws -> (rows: Int, sessions: [String]) {
    let now = fixture.clock ?? self.now
    var loader = FixtureLoader(of: fixture, schema, connection: connection, now: now, merges: true, hash: hash)
    var sessions: [String] = []
    try change(settingClock: fixture.clock.map { .frozen(at: $0) }) {
      try loader.load()
      for (kind, values) in fixture.generated {
        _ = try connection.run("DELETE FROM mock_generated WHERE kind = ?", kind)
        for value in values {
          _ = try connection.run("INSERT INTO mock_generated (kind, value) VALUES (?, ?)", kind, value)
        }
      }
      // Before the commit: after that nothing may fail.
      sessions = try self.sessions()
    }
    return (loader.rowCount, sessions)
  }
}
