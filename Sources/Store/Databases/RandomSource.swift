import Basics

/// Where a database's session ids, codes and references come from: a seeded generator, or the system's randomness.
package struct RandomSource: Sendable {
  /// The state of the seeded generator; nil where the system's randomness is used.
  private(set) var state: UInt64?

  package init(seed: UInt64? = nil) {
    state = seed
  }

  /// A number below `limit`, every one as likely.
  package mutating func number(below limit: UInt64) -> UInt64 {
    UInt64.random(in: 0..<max(limit, 1), using: &self)
  }

  /// `bytes` random bytes in lower-case hexadecimal digits.
  package mutating func hexadecimal(bytes: Int) -> String {
    Hexadecimal.encode(randomBytes(bytes))
  }

  /// A random UUID. Source: RFC 9562, section 5.4.
  package mutating func uuid() -> String {
    var bytes = randomBytes(16)
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    return [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
      .map { Hexadecimal.encode($0) }.joined(separator: "-")
  }

  private mutating func randomBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: next() >> 56)) }
    return bytes
  }

  /// `count` decimal digits.
  package mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character(Unicode.Scalar(UInt8(ascii: "0") + UInt8(number(below: 10)))) })
  }
}

extension RandomSource: RandomNumberGenerator {
  /// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014) where it is seeded.
  package mutating func next() -> UInt64 {
    guard let current = state else {
      var system = SystemRandomNumberGenerator()
      return system.next()
    }
    let advanced = current &+ 0x9E37_79B9_7F4A_7C15
    state = advanced
    var mixed = advanced
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
