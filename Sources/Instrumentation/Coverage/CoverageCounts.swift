/// What was exercised of one endpoint.
package struct CoverageCounts: Sendable {
  package var calls = 0
  /// Of those, how many were refused, for whatever reason.
  package var refused = 0
  /// To how many requests a fault was applied.
  package var faults = 0
  package var seen = CoverageSet()

  package init() {}

  mutating func add(_ other: CoverageCounts) {
    calls += other.calls
    refused += other.refused
    faults += other.faults
    seen.formUnion(other.seen)
  }
}

extension [Int: CoverageCounts] {
  /// Adds the counts of other calls, endpoint by endpoint.
  mutating func add(_ other: [Int: CoverageCounts]) {
    for (target, counts) in other { self[target, default: CoverageCounts()].add(counts) }
  }
}

/// A set of an endpoint's items, a bit each.
package struct CoverageSet: Sendable, Equatable {
  private var words: [UInt64] = []

  init(_ items: some Sequence<Int> = []) {
    for item in items { insert(item) }
  }

  package func contains(_ item: Int) -> Bool {
    item / 64 < words.count && words[item / 64] & (1 << UInt64(item % 64)) != 0
  }

  /// Adds an item, if there is one.
  mutating func insert(_ item: Int?) {
    guard let item else { return }
    while words.count <= item / 64 { words.append(0) }
    words[item / 64] |= 1 << UInt64(item % 64)
  }

  mutating func formUnion(_ other: CoverageSet) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  func isSubset(of other: CoverageSet) -> Bool {
    words.indices.allSatisfy { index in
      words[index] & ~(index < other.words.count ? other.words[index] : 0) == 0
    }
  }
}
