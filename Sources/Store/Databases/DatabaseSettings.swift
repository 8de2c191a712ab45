import Time

/// From what a server makes its databases.
package struct DatabaseSettings: Sendable {
  package let library: any ScenarioLibrary
  /// The scenario of a database that nobody gave another.
  package let scenario: String
  /// Where every clock stands; nil: where its scenario says, else the system's time.
  package let clock: Timestamp?
  package let seed: UInt64?
  package let maxDatabases: Int
  package let hash: PasswordHasher
  /// Makes what another target keeps for each incarnation of a database.
  package var attachment: (@Sendable (DatabaseName) -> any DatabaseAttachment)?

  package init(
    library: any ScenarioLibrary, scenario: String, clock: Timestamp? = nil, seed: UInt64? = nil,
    maxDatabases: Int = 1_000,
    hash: @escaping PasswordHasher
  ) {
    self.library = library
    self.scenario = scenario
    self.clock = clock
    self.seed = seed
    self.maxDatabases = maxDatabases
    self.hash = hash
  }
}
