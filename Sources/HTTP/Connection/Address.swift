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
    } else if inet_pton(AF_INET, name, &four) == 1 {
      self.init(host: .v4(four.s_addr), port: port)
    } else if inet_pton(AF_INET6, name, &six) == 1 {
      self.init(six, scope: 0, port: port)
    } else {
      return nil
    }
  }

  private init(_ address: in6_addr, scope: UInt32, port: UInt16) {
    let (high, low) = withUnsafeBytes(of: address) {
      ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    self.init(host: .v6(high, low, scope: scope), port: port)
  }

  /// Reads what `accept` or `getsockname` wrote.
  init?(_ storage: UnsafeRawBufferPointer) {
    let family = storage.loadUnaligned(as: sa_family_t.self)
    switch Int32(family) {
    case AF_INET where storage.count >= MemoryLayout<sockaddr_in>.size:
      let address = storage.loadUnaligned(as: sockaddr_in.self)
      self.init(host: .v4(address.sin_addr.s_addr), port: UInt16(bigEndian: address.sin_port))
    case AF_INET6 where storage.count >= MemoryLayout<sockaddr_in6>.size:
      let address = storage.loadUnaligned(as: sockaddr_in6.self)
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

  /// The address without the port and without brackets.
  package var hostText: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      text.initialize(repeating: 0)
      switch host {
      case .v4(var address):
        inet_ntop(AF_INET, &address, text.baseAddress, socklen_t(text.count))
      case .v6(let high, let low, _):
        var address = (high, low)
        inet_ntop(AF_INET6, &address, text.baseAddress, socklen_t(text.count))
      }
      return text.baseAddress.map { String(cString: $0) } ?? ""
    }
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
      return withUnsafePointer(to: &system) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    case .v6(let high, let low, let scope):
      var system = sockaddr_in6()
      system.sin6_family = sa_family_t(AF_INET6)
      system.sin6_port = port.bigEndian
      system.sin6_scope_id = scope
      withUnsafeMutableBytes(of: &system.sin6_addr) {
        $0.storeBytes(of: high, as: UInt64.self)
        $0.storeBytes(of: low, toByteOffset: 8, as: UInt64.self)
      }
      return withUnsafePointer(to: &system) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    }
  }
}
