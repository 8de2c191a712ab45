import Basics
import CSockets
import Glibc

/// An IPv4 or IPv6 address and a port; names are not resolved, but for `localhost`, which is 127.0.0.1.
package struct Address: Sendable, Hashable, CustomStringConvertible {
  enum Host: Sendable, Hashable {
    /// In network byte order, as the system has it.
    case v4(UInt32)
    case v6(UInt64, UInt64, scope: UInt32)
  }

  let host: Host
  package var port: UInt16

  init(host: Host, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Nil for what is no address; an IPv6 address may have brackets.
  package init?(_ text: String, port: UInt16) {
    let name = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    var four = in_addr()
    var six = in6_addr()
    if name == "localhost" {
      self.init(host: .v4(UInt32(0x7F00_0001).bigEndian), port: port)
    } else if unsafe inet_pton(AF_INET, name, &four) == 1 {
      self.init(host: .v4(four.s_addr), port: port)
    } else if unsafe inet_pton(AF_INET6, name, &six) == 1 {
      self.init(six, scope: 0, port: port)
    } else {
      return nil
    }
  }

  private init(_ address: in6_addr, scope: UInt32, port: UInt16) {
    // Both have 16 bytes, of which any are a value.
    let (high, low) = unsafe unsafeBitCast(address, to: (UInt64, UInt64).self)
    self.init(host: .v6(high, low, scope: scope), port: port)
  }

  /// Has `call` write an address, as `accept` and `getsockname` do; nil where it wrote none of these.
  static func read<Result>(
    by call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
  ) -> (result: Result, address: Address?) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { storage in
      let result = unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, &length) }
      return (result, unsafe Address(UnsafeRawPointer(storage)))
    }
  }

  /// - Parameter storage: a whole `sockaddr_storage`
  @unsafe private init?(_ storage: UnsafeRawPointer) {
    switch unsafe Int32(storage.load(as: sa_family_t.self)) {
    case AF_INET:
      let address = unsafe storage.load(as: sockaddr_in.self)
      self.init(host: .v4(address.sin_addr.s_addr), port: UInt16(bigEndian: address.sin_port))
    case AF_INET6:
      let address = unsafe storage.load(as: sockaddr_in6.self)
      self.init(address.sin6_addr, scope: address.sin6_scope_id, port: UInt16(bigEndian: address.sin6_port))
    default:
      return nil
    }
  }

  var family: Int32 {
    switch host {
    case .v4: AF_INET
    case .v6: AF_INET6
    }
  }

  package var isLoopback: Bool {
    switch host {
    case .v4(let address): UInt32(bigEndian: address) >> 24 == 127
    case .v6(let high, let low, _): high == 0 && UInt64(bigEndian: low) == 1
    }
  }

  /// Whether it is the same but for the port.
  package func isSameHost(as other: Address) -> Bool { host == other.host }

  /// The address without the port and without brackets.
  package var hostText: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    switch host {
    case .v4(var address):
      unsafe inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
    case .v6(let high, let low, _):
      var address = (high, low)
      unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// As in a URL: `127.0.0.1:8069`, `[::1]:8069`.
  package var description: String {
    switch host {
    case .v4: "\(hostText):\(port)"
    case .v6: "[\(hostText)]:\(port)"
    }
  }

  /// Calls `body` with the address in the system's form.
  func withSystemAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    switch host {
    case .v4(let address):
      var system = sockaddr_in()
      system.sin_family = sa_family_t(AF_INET)
      system.sin_port = port.bigEndian
      system.sin_addr.s_addr = address
      return unsafe withUnsafePointer(to: &system) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    case .v6(let high, let low, let scope):
      var system = sockaddr_in6()
      system.sin6_family = sa_family_t(AF_INET6)
      system.sin6_port = port.bigEndian
      system.sin6_scope_id = scope
      // Of 16 bytes, too.
      system.sin6_addr = unsafe unsafeBitCast((high, low), to: in6_addr.self)
      return unsafe withUnsafePointer(to: &system) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    }
  }
}

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
    case .v4(let address): return Self.bytes(of: address)
    case .v6(let high, let low, _):
      let all = Self.bytes(of: high) + Self.bytes(of: low)
      let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
      return isMapped ? Array(all[12...]) : all
    }
  }

  /// Of a number that the system gave in network byte order.
  private static func bytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
    stride(from: Number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number.bigEndian >> $0) }
  }
}
