import Time

/// How a database is made, and made again when it is reset.
package struct DatabaseOptions: Sendable, Equatable {
  package let scenario: String
  /// Where its clock is frozen; nil: where its scenario says, else the system's time.
  package let clock: Timestamp?
  /// Makes its randomness repeatable; nil: the system's randomness.
  package let seed: UInt64?
  /// The revision of the product's contract, which this layer doesn't interpret; nil: the first.
  package let revision: String?

  package init(scenario: String, clock: Timestamp? = nil, seed: UInt64? = nil, revision: String? = nil) {
    self.scenario = scenario
    self.clock = clock
    self.seed = seed
    self.revision = revision
  }
}

/// What a server makes its databases from.
package struct DatabaseSettings: Sendable {
  package let schema: Schema
  package let library: any ScenarioLibrary
  /// The scenario of a database that is made without one.
  package let scenario: String
  /// Where every clock is frozen; nil: where its scenario says, else the system's time.
  package let clock: Timestamp?
  package let seed: UInt64?
  /// The revision of the product's contract that a database has unless it is made with another.
  package var revision: String?
  package let maxDatabases: Int
  package let hash: PasswordHasher
  /// Makes what another target keeps for each incarnation of a database.
  package var attachment: (@Sendable (DatabaseName) -> any DatabaseAttachment)?

  package init(
    schema: Schema, library: any ScenarioLibrary, scenario: String, clock: Timestamp? = nil, seed: UInt64? = nil,
    maxDatabases: Int = 1_000, hash: @escaping PasswordHasher
  ) {
    self.schema = schema
    self.library = library
    self.scenario = scenario
    self.clock = clock
    self.seed = seed
    self.maxDatabases = maxDatabases
    self.hash = hash
  }
}

/// What a database was made from, beside its options: with both, the same can be made again.
package struct DatabaseOrigin: Sendable {
  /// The scenario as it was then.
  package let source: ScenarioSource
  /// What time it was, by the database's clock: relative timestamps count from that day.
  package let moment: Timestamp
  /// What its randomness began with, if it has no seed.
  package let entropy: UInt64
}

/// All that is needed to make a database: how, from which pages, and where its clock is then.
struct DatabaseBlueprint: Sendable {
  let name: DatabaseName
  let schema: Schema
  let options: DatabaseOptions
  let template: Template
  let clock: DatabaseClock
  /// When the database was made first, by the system's time.
  let created: Timestamp
  let origin: DatabaseOrigin
}

/// Makes a password's hash, as a column of the format `passwordHash` has it.
package typealias PasswordHasher = @Sendable (_ password: String) throws -> String
