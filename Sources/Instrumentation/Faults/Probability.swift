import JSON
import Store

/// How likely something is, to a thousand millionth.
package struct Probability: Sendable, Equatable {
  private static let scale = 9
  private static let certain: UInt64 = 1_000_000_000

  private let share: UInt64

  /// Nil where it isn't a number from 0 to 1 of at most nine decimals.
  package init?(_ number: ExactDecimal) {
    guard let units = number.units(scale: Self.scale), units >= 0, units <= Int64(Self.certain) else { return nil }
    share = UInt64(units)
  }

  package func occurs(by random: inout RandomSource) -> Bool {
    random.number(below: Self.certain) < share
  }
}
