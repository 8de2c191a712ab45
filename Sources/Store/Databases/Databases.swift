import Synchronization

/// The databases of a server, by name; one that is asked for and isn't there is made.
package final class Databases: Sendable {
  private struct State {
    var databases: [DatabaseName: Database] = [:]
    var templates: [TemplateKey: Template] = [:]
    /// Which database issued a session last.
    var issuers: [String: DatabaseName] = [:]
  }

  /// A scenario's text tells it from its earlier self, in a directory that is re-read.
  private struct TemplateKey: Hashable {
    let scenario: String
    let text: [UInt8]
    let pictures: [ScenarioPicture]
    /// Relative moments count from a day.
    let day: Day
  }

  private let settings: DatabaseSettings
  private let state = Mutex(State())

  package init(_ settings: DatabaseSettings) {
    self.settings = settings
  }

  package var count: Int { state.withLock { $0.databases.count } }

  /// The database of that name; nil where there is none.
  package func existing(_ name: DatabaseName) -> Database? {
    state.withLock { $0.databases[name] }
  }

  /// The database of that name, made from the server's scenario where there is none.
  ///
  /// Throws `DatabaseError`, or `ScenarioError` where the scenario has become faulty.
  package func database(_ name: DatabaseName) throws -> Database {
    try state.withLock { state in
      if let database = state.databases[name] { return database }
      guard state.databases.count < settings.maxDatabases else {
        throw DatabaseError.tooMany(limit: settings.maxDatabases)
      }
      let database = try make(name, templates: &state.templates)
      state.databases[name] = database
      return database
    }
  }

  /// Remembers that `database` issued the session.
  package func note(session: String, issuedBy database: DatabaseName) {
    state.withLock { $0.issuers[session] = database }
  }

  /// Forgets that `database` issued the session; another database's session of that id stays known.
  package func forget(session: String, issuedBy database: DatabaseName) {
    state.withLock { state in
      guard state.issuers[session] == database else { return }
      state.issuers[session] = nil
    }
  }

  package func issuer(of session: String) -> DatabaseName? {
    state.withLock { $0.issuers[session] }
  }

  private func make(_ name: DatabaseName, templates: inout [TemplateKey: Template]) throws -> Database {
    guard let (file, text) = try settings.library.text(of: settings.scenario) else {
      throw DatabaseError.unknownScenario(settings.scenario, known: settings.library.names)
    }
    let pictures = try settings.library.pictures(of: settings.scenario)
    let scenario = try Scenario(name: settings.scenario, file: file, text: text, pictures: pictures)
    let clock = (settings.clock ?? scenario.clock).map { Clock.frozen(at: $0) } ?? .system
    let key = TemplateKey(scenario: scenario.name, text: text, pictures: pictures, day: clock.now.day)
    let template = try templates[key] ?? Template(of: scenario, now: clock.now, hash: settings.hash)
    // Yesterday's templates are of no more use than those of a text that has changed since.
    templates = templates.filter { $0.key.scenario != scenario.name || $0.key == key }
    templates[key] = template
    let world = World(
      name: name.text, connection: try template.copy(), clock: clock, chance: Chance(seed: settings.seed))
    return Database(name: name, scenario: scenario.name, world: world)
  }
}
