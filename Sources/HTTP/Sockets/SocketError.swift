import Glibc

/// A system call on a socket that failed: `bind 127.0.0.1:8069: Address already in use`.
package struct SocketError: Error, Equatable, CustomStringConvertible {
  package let call: String
  package let address: Address?
  package let errno: Int32

  init(_ call: String, _ address: Address? = nil, errno: Int32 = Glibc.errno) {
    self.call = call
    self.address = address
    self.errno = errno
  }

  package var isAddressInUse: Bool { errno == EADDRINUSE }

  /// Whether the system has no IPv6, or none on its loopback interface.
  var isMissingIPv6: Bool {
    guard let address, address.family == AF_INET6 else { return false }
    return errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL && (address.isLoopback || address.hostText == "::")
  }

  package var description: String {
    let place = address.map { " \($0)" } ?? ""
    return "\(call)\(place): \(String(cString: strerror(errno)))"
  }
}
