import Basics
import CSockets
import Glibc

/// The system calls on stream sockets that the server needs; descriptors are plain numbers, their owners close them.
enum Socket {
  enum Received: Equatable {
    case bytes(Int)
    case end
    case nothing
    case failed
  }

  /// A socket that listens, does not block, and is not inherited.
  static func listen(on address: Address) throws(SocketError) -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else { throw SocketError("socket", address) }
    // A restarted server may take its port while old connections linger.
    setOption(descriptor, SOL_SOCKET, SO_REUSEADDR)
    // So that 0.0.0.0 and :: can both be given.
    if address.family == AF_INET6 { setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
    guard unsafe address.withSystemAddress({ unsafe bind(descriptor, $0, $1) }) == 0 else {
      throw failure("bind", address, closing: descriptor)
    }
    guard Glibc.listen(descriptor, SOMAXCONN) == 0 else { throw failure("listen", address, closing: descriptor) }
    return descriptor
  }

  /// The address that a socket was bound to.
  static func boundAddress(of descriptor: Int32) -> Address? {
    let (result, address) = unsafe Address.read { unsafe getsockname(descriptor, $0, $1) }
    return result == 0 ? address : nil
  }

  /// The next connection that waits, or nil with `errno`.
  static func accept(_ listener: Int32) -> (descriptor: Int32, peer: Address)? {
    let (descriptor, peer) = unsafe Address.read { unsafe cs_accept_nonblocking(listener, $0, $1) }
    guard descriptor >= 0 else { return nil }
    // Answers are written whole: waiting to fill a segment would only delay them.
    setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    return (descriptor, peer ?? Address(host: .v4(0), port: 0))
  }

  static func receive(_ descriptor: Int32, into buffer: BorrowedMutableBytes) -> Received {
    while true {
      let count = unsafe buffer.withUnsafeMemory { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EINTR { continue }
      return errno == EAGAIN || errno == EWOULDBLOCK ? .nothing : .failed
    }
  }

  /// Sends what the socket takes; nil when the connection is broken.
  static func send(_ descriptor: Int32, _ bytes: BorrowedBytes) -> Int? {
    while true {
      let count = unsafe bytes.withUnsafeMemory {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return count }
      if errno == EINTR { continue }
      return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : nil
    }
  }

  /// A socket of a client of that address, which waits for what it asks for.
  static func open(for address: Address) throws(SocketError) -> Int32 {
    let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError("socket", address) }
    return descriptor
  }

  /// Connects; -1 with `errno` where that fails.
  static func connect(_ descriptor: Int32, to address: Address) -> Int32 {
    unsafe address.withSystemAddress { unsafe Glibc.connect(descriptor, $0, $1) }
  }

  /// Has sending and receiving fail with EAGAIN when nothing has happened for so long.
  static func limitWaiting(_ descriptor: Int32, to limit: Duration) {
    let (seconds, attoseconds) = limit.components
    var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
  }

  static func finishSending(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// Closes with RST: what was not sent is thrown away, and the client's reading fails.
  static func reset(_ descriptor: Int32) {
    var lingering = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
    close(descriptor)
  }

  private static func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var one: Int32 = 1
    unsafe setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func failure(_ call: String, _ address: Address, closing descriptor: Int32) -> SocketError {
    let error = SocketError(call, address)
    close(descriptor)
    return error
  }
}

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

  /// Whether there is no connection, so that nothing can have been sent.
  package var isUnconnected: Bool { call == "socket" || call == "connect" }

  /// Whether the system has no IPv6, or none on its loopback interface.
  var isMissingIPv6: Bool {
    guard let address, address.family == AF_INET6 else { return false }
    return errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL && (address.isLoopback || address.hostText == "::")
  }

  package var description: String {
    let place = address.map { " \($0)" } ?? ""
    return "\(call)\(place): \(SystemError.text(of: errno))"
  }
}
