import SQLite
import Synchronization
import Time

/// A scenario's tables as the pages of a database file, from which databases are copied.
struct Template: Sendable {
  let pages: SharedPages
  /// The sessions that the scenario has.
  let sessions: [String]

  init(pages: SharedPages, sessions: [String]) {
    self.pages = pages
    self.sessions = sessions
  }

  /// Loads `scenario`, as of `now`. Throws `ScenarioError` if it is faulty.
  init(of scenario: Scenario, schema: Schema, now: Timestamp, hash: @escaping PasswordHasher) throws {
    let connection: SQLiteConnection
    do {
      connection = try Self.load(scenario, schema, now: now, hash: hash, undoes: false)
    } catch is ScenarioError {
      // What a refused row has left behind may look like a mistake of another one: report what is found without it.
      connection = try Self.load(scenario, schema, now: now, hash: hash, undoes: true)
    }
    sessions = try connection.all(schema.sessions) { try $0[0] as String }
    pages = try SharedPages(connection.serialize())
  }

  /// A database of these pages, apart.
  func copy() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.memory)
    try connection.deserialize(pages.bytes)
    return connection
  }

  /// - Parameter undoes: whether a row that is refused leaves nothing behind, which takes a tenth longer.
  private static func load(
    _ scenario: Scenario, _ schema: Schema, now: Timestamp, hash: @escaping PasswordHasher, undoes: Bool
  ) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.memory)
    // With pages of 1 KiB, not 4, a change makes a quarter of the bytes a database's own, a post copies 12 KiB less to
    // the journal, and the demo takes 228 KiB instead of 397. Reading costs no more.
    try connection.execute("PRAGMA page_size = 1024")
    if !undoes { try connection.stopUndoing() }
    try schema.migrate(connection)
    // The loader checks every reference once all rows are there, in a tenth of the time of SQLite's check of each row.
    try connection.execute("PRAGMA foreign_keys = OFF")
    var loader = FixtureLoader(of: scenario, schema, connection: connection, now: now, hash: hash)
    try loader.load()
    for (kind, values) in scenario.generated {
      for value in values {
        _ = try connection.run("INSERT INTO mock_generated (kind, value) VALUES (?, ?)", kind, value)
      }
    }
    return connection
  }
}

/// The templates made so far: a scenario's text is read once for all the databases that start from it on one day.
final class TemplateCache: Sendable {
  private struct Entry {
    let source: ScenarioSource
    /// The scenario's.
    let clock: Timestamp?
    /// Of the same scenario, which has no clock then; nil where the program brings none.
    let stored: StoredTemplate?
    /// Relative timestamps count from a day. The latest template is the last.
    var templates: [(day: Day, template: Template)] = []
  }

  /// The days of one scenario for which templates are kept.
  private static let mostDays = 8

  private let settings: DatabaseSettings
  private let entries = Mutex<[String: Entry]>([:])

  init(_ settings: DatabaseSettings) {
    self.settings = settings
  }

  /// What a database of a scenario starts from.
  struct Start: Sendable {
    let template: Template
    let source: ScenarioSource
    let clock: DatabaseClock
    /// What time it is by that clock.
    let moment: Timestamp
  }

  /// What a database of a scenario starts from, as the scenario's text is now.
  ///
  /// - Parameters:
  ///   - given: where the clock stands; nil: where the scenario says, else the system's time.
  ///   - moment: what time it is, if that isn't what the clock says.
  ///
  /// Throws `ScenarioError`, or `DatabaseError.unknownScenario`.
  func start(of name: String, clock given: Timestamp?, at moment: Timestamp? = nil) throws -> Start {
    let source = settings.library.isConstant(name) ? nil : try ScenarioSource(of: name, in: settings.library)
    return try entries.withLock { entries in
      if let entry = entries[name], source == nil || entry.source == source {
        return try start(of: name, from: entry, clock: given, at: moment, &entries)
      }
      let source = try source ?? ScenarioSource(of: name, in: settings.library)
      let stored = settings.library.template(of: name).flatMap {
        $0.isMade(from: source.text, settings.schema) ? $0 : nil
      }
      let scenario = try stored == nil ? source.scenario(name) : nil
      let entry = Entry(source: source, clock: scenario?.clock, stored: stored)
      return try start(of: name, from: entry, as: scenario, clock: given, at: moment, &entries)
    }
  }

  /// - Parameter scenario: the entry's, where it has just been read.
  private func start(
    of name: String, from entry: Entry, as scenario: Scenario? = nil, clock given: Timestamp?, at moment: Timestamp?,
    _ entries: inout [String: Entry]
  ) throws -> Start {
    let clock = (given ?? entry.clock).map { DatabaseClock.frozen(at: $0) } ?? .system
    let now = moment ?? clock.now
    if let known = entry.templates.first(where: { $0.day == now.day }) {
      return Start(template: known.template, source: entry.source, clock: clock, moment: now)
    }
    let template =
      try entry.stored?.template(for: now.day)
      ?? Template(
        of: scenario ?? entry.source.scenario(name), schema: settings.schema, now: now, hash: settings.hash)
    var entry = entry
    entry.templates = entry.templates.suffix(Self.mostDays - 1) + [(now.day, template)]
    entries[name] = entry
    return Start(template: template, source: entry.source, clock: clock, moment: now)
  }
}
