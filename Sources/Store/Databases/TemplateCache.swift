import Synchronization
import Time

/// The templates that were made: a scenario's text is read once for all the databases that start from it on one day.
final class TemplateCache: Sendable {
  private struct Entry {
    let source: ScenarioSource
    /// The scenario's.
    let clock: Timestamp?
    /// Relative moments count from a day. The latest made is the last.
    var templates: [(day: Day, template: Template)] = []
  }

  /// The days of one scenario for which templates are kept.
  private static let mostDays = 8

  private let library: any ScenarioLibrary
  private let hash: PasswordHasher
  private let entries = Mutex<[String: Entry]>([:])

  init(library: any ScenarioLibrary, hash: @escaping PasswordHasher) {
    self.library = library
    self.hash = hash
  }

  /// The template of a scenario as its text is now, and the clock of a database that is made from it.
  ///
  /// - Parameter given: where the clock stands; nil: where the scenario says, else the system's time.
  ///
  /// Throws `ScenarioError`, or `DatabaseError.unknownScenario`.
  func template(of name: String, clock given: Timestamp?) throws -> (template: Template, clock: DatabaseClock) {
    let source = library.isConstant(name) ? nil : try ScenarioSource(of: name, in: library)
    return try entries.withLock { entries in
      if let entry = entries[name], source == nil || entry.source == source {
        return try template(of: name, from: entry, clock: given, &entries)
      }
      let source = try source ?? ScenarioSource(of: name, in: library)
      let scenario = try source.scenario(name)
      let entry = Entry(source: source, clock: scenario.clock)
      return try template(of: name, from: entry, as: scenario, clock: given, &entries)
    }
  }

  /// - Parameter scenario: the entry's, where it has just been read.
  private func template(
    of name: String, from entry: Entry, as scenario: Scenario? = nil, clock given: Timestamp?,
    _ entries: inout [String: Entry]
  ) throws -> (template: Template, clock: DatabaseClock) {
    let clock = (given ?? entry.clock).map { DatabaseClock.frozen(at: $0) } ?? .system
    let now = clock.now
    if let known = entry.templates.first(where: { $0.day == now.day }) { return (known.template, clock) }
    let template = try Template(of: scenario ?? entry.source.scenario(name), now: now, hash: hash)
    var entry = entry
    entry.templates = entry.templates.suffix(Self.mostDays - 1) + [(now.day, template)]
    entries[name] = entry
    return (template, clock)
  }
}
