import JSON
import Store

/// A call that is almost what was expected, and what differs.
struct NearMiss: Sendable {
  private static let shown = 3

  let call: JournalCall
  let differences: [CallDifference]

  private var weight: Int { differences.reduce(0) { $0 + $1.weight } }

  /// The nearest, the newest first of those as near.
  static func nearest(to expectation: Expectation, among calls: [JournalCall]) -> [NearMiss] {
    let misses = calls.compactMap { call -> (miss: NearMiss, weight: Int)? in
      let differences = expectation.differences(of: call)
      guard !differences.isEmpty else { return nil }
      let miss = NearMiss(call: call, differences: differences)
      return (miss, miss.weight)
    }
    let ranked = misses.sorted { ($0.weight, -$0.miss.call.id) < ($1.weight, -$1.miss.call.id) }
    return ranked.prefix(shown).map(\.miss)
  }

  func write(to writer: inout Writer) {
    writer.object { writer in
      writer.key("call")
      call.write(to: &writer)
      writer.key("differences")
      writer.array { writer in
        for difference in differences { difference.write(to: &writer) }
      }
    }
  }
}
