import Glibc
import Time

/// Asks a server one question and waits for the answer: enough for a health check, and no more.
package enum Probe {
  private static let limit = 1 << 20

  /// The status and body of a GET; throws SocketError, with EPROTO for what is no HTTP answer.
  package static func get(
    _ address: Address, path: String, timeout: Duration
  ) throws(SocketError) -> (status: Int, body: [UInt8]) {
    let descriptor = try Socket.open(for: address)
    defer { Socket.close(descriptor) }
    let deadline = MonotonicClock.monotonic() + timeout.nanoseconds
    limitWaiting(descriptor, until: deadline)
    guard Socket.connect(descriptor, to: address) == 0 else {
      throw SocketError("connect", address)
    }
    let request = "GET \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n"
    let sent = Array(request.utf8).withBytes { Socket.send(descriptor, $0) }
    guard sent == request.utf8.count else { throw SocketError("send", address) }
    return try answer(in: readAll(descriptor, address, until: deadline), from: address)
  }

  private static func readAll(
    _ descriptor: Int32, _ address: Address, until deadline: Int64
  ) throws(SocketError) -> [UInt8] {
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16384)
    while answer.count < limit {
      guard MonotonicClock.monotonic() < deadline else { throw SocketError("recv", address, errno: ETIMEDOUT) }
      limitWaiting(descriptor, until: deadline)
      switch piece.withMutableBytes({ Socket.receive(descriptor, into: $0) }) {
      case .bytes(let count): answer += piece[..<count]
      case .end: return answer
      case .nothing: throw SocketError("recv", address, errno: ETIMEDOUT)
      case .failed: throw SocketError("recv", address)
      }
    }
    return answer
  }

  private static func answer(
    in bytes: [UInt8], from address: Address
  ) throws(SocketError) -> (status: Int, body: [UInt8]) {
    let text = String(decoding: bytes.prefix(12), as: UTF8.self)
    let end = bytes.indices.first { bytes[$0...].starts(with: [13, 10, 13, 10]) }
    guard text.hasPrefix("HTTP/1."), let status = Int(text.suffix(3)), let end else {
      throw SocketError("recv", address, errno: EPROTO)
    }
    return (status, Array(bytes[(end + 4)...]))
  }

  private static func limitWaiting(_ descriptor: Int32, until deadline: Int64) {
    let rest = max(1_000_000, deadline - MonotonicClock.monotonic())
    Socket.limitWaiting(descriptor, to: .nanoseconds(rest))
  }
}
