import Glibc

/// A blocking client that sends exactly the bytes that a test gives and reads what comes.
///
/// Throws RawClientError; nothing waits longer than `WaitLimit`.
package final class RawClient {
  package private(set) var descriptor: Int32
  /// What is to live as long as this client: the server that it talks to.
  package var owner: AnyObject?
  private var received: [UInt8] = []

  /// `receiveBuffer` makes it a client that can't take much at once.
  package init(port: UInt16, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
    let isIPv6 = host.contains(":")
    descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw RawClientError.system("socket", errno) }
    var patience = timeval(tv_sec: WaitLimit.seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
    }
    guard (isIPv6 ? connectIPv6(host, port) : connectIPv4(host, port)) == 0 else {
      throw RawClientError.system("connect", errno)
    }
  }

  deinit { close() }

  package func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Whether something has come that was not read.
  package var hasInput: Bool {
    var byte: UInt8 = 0
    return !received.isEmpty || recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) >= 0
  }

  /// Whether something has come, or the end, for which it waits so long.
  package func hasInput(within milliseconds: Int32) -> Bool {
    var end = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return !received.isEmpty || poll(&end, 1, milliseconds) > 0
  }

  /// Waits until something has come, and leaves it to be read.
  package func waitForInput() throws {
    guard hasInput(within: WaitLimit.milliseconds) else { throw RawClientError.system("poll", ETIMEDOUT) }
  }

  /// Closes with RST, as a client does that is killed while it has something to read.
  package func reset() {
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    close()
  }

  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    guard try sendSome(bytes) == bytes.count else { throw RawClientError.closed }
  }

  /// Sends until all is sent or the server has closed; answers how much it took.
  package func sendSome(_ bytes: [UInt8]) throws -> Int {
    try bytes.withUnsafeBytes { all in
      var sent = 0
      while sent < all.count {
        let rest = UnsafeRawBufferPointer(rebasing: all[sent...])
        let count = Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
        if count <= 0 {
          if count < 0, errno == EINTR { continue }
          if count < 0, errno == EPIPE || errno == ECONNRESET { return sent }
          throw RawClientError.system("send", errno)
        }
        sent += count
      }
      return sent
    }
  }

  /// Ends the sending side; answers can still be read.
  package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads one response; `toHead` says that it answers HEAD, which has no body.
  package func response(toHead: Bool = false) throws -> RawResponse {
    var response = try RawResponse(head: takeHead())
    if toHead || response.isBodiless { return response }
    if response.field("Transfer-Encoding")?.lowercased() == "chunked" {
      response.body = try readChunks()
    } else if let length = response.field("Content-Length").flatMap({ Int($0) }) {
      response.body = try take(length)
    } else {
      response.body = try readToEnd()
    }
    return response
  }

  /// Sends a request and reads its response.
  package func exchange(_ request: String, toHead: Bool = false) throws -> RawResponse {
    try send(request)
    return try response(toHead: toHead)
  }

  /// What comes until the server ends its side.
  package func readToEnd() throws -> [UInt8] {
    while try receive() {}
    defer { received = [] }
    return received
  }

  /// Whether the server ends its side without another byte.
  package func isAtEnd() throws -> Bool {
    guard received.isEmpty else { return false }
    return try !receive()
  }

  /// Exactly so many bytes.
  package func take(_ count: Int) throws -> [UInt8] {
    while received.count < count {
      guard try receive() else { throw RawClientError.closed }
    }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  /// The next response up to its empty line; what follows stays to be read.
  package func takeHead() throws -> String {
    let end: [UInt8] = [13, 10, 13, 10]
    var searched = 0
    while true {
      while searched + 4 <= received.count {
        if received[searched..<(searched + 4)].elementsEqual(end) {
          return String(decoding: try take(searched + 4), as: UTF8.self)
        }
        searched += 1
      }
      guard try receive() else { throw RawClientError.closed }
    }
  }

  private func readLine() throws -> String {
    var line: [UInt8] = []
    while !line.suffix(2).elementsEqual([13, 10]) { line += try take(1) }
    return String(decoding: line.dropLast(2), as: UTF8.self)
  }

  /// The next chunk of a body; empty at its end.
  package func takeChunk() throws -> [UInt8] {
    guard let size = Int(try readLine(), radix: 16) else { throw RawClientError.malformed("chunk size") }
    let chunk = size > 0 ? try take(size) : []
    guard try readLine().isEmpty else { throw RawClientError.malformed("chunk end") }
    return chunk
  }

  private func readChunks() throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let chunk = try takeChunk()
      if chunk.isEmpty { return body }
      body += chunk
    }
  }

  /// False at the end.
  private func receive() throws -> Bool {
    try withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { buffer in
      var count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      while count < 0, errno == EINTR { count = recv(descriptor, buffer.baseAddress, buffer.count, 0) }
      if count < 0 { throw RawClientError.system("recv", errno) }
      received.append(contentsOf: buffer[..<count])
      return count > 0
    }
  }

  private func connectIPv4(_ host: String, _ port: UInt16) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private func connectIPv6(_ host: String, _ port: UInt16) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    inet_pton(AF_INET6, host, &address.sin6_addr)
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
      }
    }
  }
}
