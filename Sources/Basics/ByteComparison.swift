/// How many bytes must be inserted, removed or changed to make one text the other (Levenshtein).
package enum EditDistance {
  /// Takes time in proportion to the product of the lengths.
  package static func between(_ one: [UInt8], _ other: [UInt8]) -> Int {
    guard !other.isEmpty else { return one.count }
    var row = Array(0...other.count)
    for (index, byte) in one.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let changed = diagonal + (byte == other[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[other.count]
  }
}

/// Comparison of secrets.
package enum ConstantTime {
  /// Whether both are the same, in a time that depends on the length of `expected` alone: it tells nobody how much of
  /// a guess is right.
  package static func isEqual(_ given: String, _ expected: String) -> Bool {
    let (given, expected) = (Array(given.utf8), Array(expected.utf8))
    var difference = given.count ^ expected.count
    for (index, byte) in expected.enumerated() {
      difference |= Int(byte ^ (index < given.count ? given[index] : 0))
    }
    return difference == 0
  }
}
