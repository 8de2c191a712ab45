/// Replaces byte strings by others wherever they occur, all in one pass; where several fit, the longest counts.
package struct ByteSubstitution: Sendable {
  private typealias Pair = (from: [UInt8], to: [UInt8])

  /// The shortest byte string that can be looked for.
  package static let leastBytes = 4

  /// By their first bytes, as many as all have; the longest first.
  private var pairs: [UInt32: [Pair]] = [:]
  /// Which two bytes one begins with: most places are passed by this alone.
  private var beginnings = [Bool](repeating: false, count: 1 << 16)

  /// - Parameter pairs: what is looked for, of at least `leastBytes`, and what takes its place.
  package init(_ pairs: [(from: [UInt8], to: [UInt8])]) {
    for pair in pairs {
      precondition(pair.from.count >= Self.leastBytes, "too short to be looked for")
      beginnings[Int(pair.from[0]) << 8 | Int(pair.from[1])] = true
      self.pairs[Self.key(pair.from, 0), default: []].append(pair)
    }
    for key in self.pairs.keys { self.pairs[key]?.sort { $0.from.count > $1.from.count } }
  }

  package func apply(_ bytes: [UInt8]) -> [UInt8] {
    guard !pairs.isEmpty, bytes.count >= Self.leastBytes else { return bytes }
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index <= bytes.count - Self.leastBytes {
      guard let pair = pair(at: index, in: bytes) else {
        index += 1
        continue
      }
      result += bytes[copied..<index]
      result += pair.to
      index += pair.from.count
      copied = index
    }
    return copied == 0 ? bytes : result + bytes[copied...]
  }

  /// Whether any of what is looked for occurs.
  package func isFound(in bytes: [UInt8]) -> Bool {
    guard bytes.count >= Self.leastBytes else { return false }
    return (0...bytes.count - Self.leastBytes).contains { pair(at: $0, in: bytes) != nil }
  }

  private func pair(at index: Int, in bytes: [UInt8]) -> Pair? {
    guard beginnings[Int(bytes[index]) << 8 | Int(bytes[index + 1])] else { return nil }
    return pairs[Self.key(bytes, index)]?.first { bytes[index...].starts(with: $0.from) }
  }

  private static func key(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    (0..<leastBytes).reduce(0) { $0 << 8 | UInt32(bytes[index + $1]) }
  }
}
