import Time

/// How a database is made, and made again when it is reset.
package struct DatabaseOptions: Sendable, Equatable {
  package let scenario: String
  /// Where its clock stands; nil: where its scenario says, else the system's time.
  package let clock: Timestamp?
  /// What makes its random repeatable; nil: the system's randomness.
  package let seed: UInt64?

  package init(scenario: String, clock: Timestamp? = nil, seed: UInt64? = nil) {
    self.scenario = scenario
    self.clock = clock
    self.seed = seed
  }
}
