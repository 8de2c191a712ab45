import Synchronization

/// What was exercised of the API in every database that a server has, or has had.
package final class CoverageLedger: Sendable {
  private struct State {
    var databases: [String: DatabaseCoverage] = [:]
    /// The names in the order in which they came.
    var names: [String] = []
    /// The names that are not kept apart any more, together.
    var others: [Int: CoverageCounts] = [:]
  }

  /// How many names are kept apart: the oldest are then only counted in all.
  private static let mostNames = 10_000

  private let catalogue: @Sendable () -> [CoverageTarget]
  private let state = Mutex(State())

  /// - Parameter catalogue: gives what there is to exercise, always the same. It is asked for when coverage is looked
  ///   at, so that no start waits for it.
  package init(_ catalogue: @escaping @Sendable () -> [CoverageTarget]) {
    self.catalogue = catalogue
  }

  /// What there is to exercise; notes name a target by its index.
  package var targets: [CoverageTarget] { catalogue() }

  /// The coverage of the database of that name, now and later.
  package func coverage(of database: String) -> DatabaseCoverage {
    state.withLock { state in
      if let known = state.databases[database] { return known }
      let coverage = DatabaseCoverage(catalogue)
      state.databases[database] = coverage
      state.names.append(database)
      if state.names.count > Self.mostNames, let oldest = state.databases.removeValue(forKey: state.names.removeFirst())
      {
        state.others.add(oldest.counts)
      }
      return coverage
    }
  }

  /// What was exercised in the databases of that name; nil where there never was one.
  package func counts(of database: String) -> [Int: CoverageCounts]? {
    state.withLock { $0.databases[database] }?.counts
  }

  /// What was exercised in all databases together.
  package var counts: [Int: CoverageCounts] {
    var (all, databases) = state.withLock { ($0.others, Array($0.databases.values)) }
    for coverage in databases { all.add(coverage.counts) }
    return all
  }

  /// Begins anew, in all databases.
  package func clear() {
    state.withLock { state in
      state.others = [:]
      for coverage in state.databases.values { coverage.clear() }
    }
  }

  /// Begins anew in one database. Returns false where there never was one of that name.
  package func clear(_ database: String) -> Bool {
    guard let coverage = state.withLock({ $0.databases[database] }) else { return false }
    coverage.clear()
    return true
  }
}
