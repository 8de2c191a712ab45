/// The addresses whose first bits are those of one: `10.0.0.0/8`, `fd00::/8`, or one address alone.
package struct AddressRange: Sendable, Equatable {
  private let bytes: [UInt8]
  private let bits: Int

  /// Nil for what is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] != "localhost", let address = Address(String(parts[0]), port: 0) else { return nil }
    bytes = address.bytes
    guard parts.count == 2 else {
      bits = bytes.count * 8
      return
    }
    guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(parts[1]), bits <= bytes.count * 8
    else { return nil }
    self.bits = bits
  }

  /// Whether the address is one of them. An IPv4 address that IPv6 has mapped is that address (RFC 4291, 2.5.5.2).
  package func contains(_ address: Address) -> Bool {
    let other = address.bytes
    guard other.count == bytes.count else { return false }
    let whole = bits / 8
    guard bytes[..<whole] == other[..<whole] else { return false }
    let rest = bits % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xFF00 >> rest)
    return bytes[whole] & mask == other[whole] & mask
  }
}

extension Address {
  /// The address in network byte order: 4 bytes, or 16; 4 of a mapped one.
  fileprivate var bytes: [UInt8] {
    switch host {
    case .v4(let address): return withUnsafeBytes(of: address) { Array($0) }
    case .v6(let high, let low, _):
      let all = withUnsafeBytes(of: high) { Array($0) } + withUnsafeBytes(of: low) { Array($0) }
      let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
      return isMapped ? Array(all[12...]) : all
    }
  }
}
