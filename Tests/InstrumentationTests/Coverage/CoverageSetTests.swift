import Testing

@testable import Instrumentation

@Suite("CoverageSet")
struct CoverageSetTests {
  /// Items at the borders of the words that a set is made of.
  private static let items = [0, 1, 62, 63, 64, 65, 127, 128, 300]

  @Test("has the items that were inserted, and no others", arguments: items)
  func contains(_ item: Int) {
    var set = CoverageSet()
    #expect(!set.contains(item))
    set.insert(item)
    set.insert(nil)
    for other in 0...400 { #expect(set.contains(other) == (other == item), "\(other)") }
    set.insert(item)
    #expect(set == CoverageSet([item]))
  }

  @Test("of two has the items of both", arguments: items, items)
  func unions(_ one: Int, _ other: Int) {
    var set = CoverageSet([one])
    set.formUnion(CoverageSet([other]))
    #expect(Set((0...400).filter(set.contains)) == [one, other])
    #expect(set == CoverageSet([one, other]))
  }

  @Test(
    "is part of one that has all its items, however long either is",
    arguments: [
      ([], [], true), ([], [5], true), ([5], [], false), ([5], [5], true), ([5], [5, 200], true),
      ([5, 200], [5], false),
      ([64], [0, 64], true), ([64], [0, 63], false), ([0, 64], [64], false),
    ] as [([Int], [Int], Bool)])
  func subsets(_ one: [Int], _ other: [Int], _ isSubset: Bool) {
    #expect(CoverageSet(one).isSubset(of: CoverageSet(other)) == isSubset)
  }
}
