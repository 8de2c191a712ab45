import CSockets
import Glibc

/// Reads a body that goes on, piece by piece: enough to follow a stream of events, and no more.
package final class StreamClient {
  package let status: Int
  private let descriptor: Int32
  private let address: Address
  private var received: ArraySlice<UInt8>
  private let isChunked: Bool
  /// How much of the present chunk is still to come.
  private var rest = 0

  private static let longestHead = 1 << 16

  /// Asks for `path` and reads the answer's head. Throws with EPROTO for what is no HTTP answer.
  ///
  /// - Parameters:
  ///   - fields: names and values without line ends.
  ///   - patience: how long nothing may come.
  package init(
    _ address: Address, path: String, fields: [(name: String, value: String)], patience: Duration
  ) throws(SocketError) {
    let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError("socket", address) }
    self.descriptor = descriptor
    self.address = address
    do throws(SocketError) {
      Self.limitWaiting(descriptor, to: patience)
      guard address.withSystemAddress({ connect(descriptor, $0, $1) }) == 0 else {
        throw SocketError("connect", address)
      }
      let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
      let request = Array("GET \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\(lines)\r\n".utf8)
      guard request.withUnsafeBytes({ Socket.send(descriptor, $0) }) == request.count else {
        throw SocketError("send", address)
      }
      var head: [UInt8] = []
      var end: Int?
      while end == nil {
        let searched = max(0, head.count - 3)
        guard let piece = try Self.receive(descriptor, address), head.count < Self.longestHead else {
          throw SocketError("recv", address, errno: EPROTO)
        }
        head += piece
        end = head.indices[searched...].first { head[$0...].starts(with: [13, 10, 13, 10]) }
      }
      let text = String(decoding: head[..<(end ?? 0)], as: UTF8.self)
      guard text.hasPrefix("HTTP/1."), let status = Int(text.dropFirst(9).prefix(3)) else {
        throw SocketError("recv", address, errno: EPROTO)
      }
      self.status = status
      isChunked = text.lowercased().contains("\r\ntransfer-encoding: chunked")
      received = head[((end ?? 0) + 4)...]
    } catch {
      Socket.close(descriptor)
      throw error
    }
  }

  deinit { Socket.close(descriptor) }

  /// The next bytes of the body; nil at its end. Throws with ETIMEDOUT where nothing came for too long.
  package func next() throws(SocketError) -> [UInt8]? {
    guard isChunked else { return try take(Int.max) }
    if rest == 0 {
      guard let line = try takeLine(), let size = Int(line, radix: 16) else {
        throw SocketError("recv", address, errno: EPROTO)
      }
      guard size > 0 else { return nil }
      rest = size
    }
    guard let bytes = try take(rest) else { throw SocketError("recv", address, errno: ECONNRESET) }
    rest -= bytes.count
    if rest == 0 { _ = try takeLine() }
    return bytes
  }

  private func take(_ most: Int) throws(SocketError) -> [UInt8]? {
    if received.isEmpty {
      guard let piece = try Self.receive(descriptor, address) else { return nil }
      received = piece[...]
    }
    let bytes = Array(received.prefix(most))
    received.removeFirst(bytes.count)
    return bytes
  }

  private func takeLine() throws(SocketError) -> String? {
    var line: [UInt8] = []
    while line.count < 32 {
      guard let byte = try take(1)?.first else { return nil }
      if byte == 10 { return String(decoding: line.filter { $0 != 13 }, as: UTF8.self) }
      line.append(byte)
    }
    throw SocketError("recv", address, errno: EPROTO)
  }

  private static func receive(_ descriptor: Int32, _ address: Address) throws(SocketError) -> [UInt8]? {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    switch piece.withUnsafeMutableBytes({ Socket.receive(descriptor, into: $0) }) {
    case .bytes(let count): return Array(piece[..<count])
    case .end: return nil
    case .nothing: throw SocketError("recv", address, errno: ETIMEDOUT)
    case .failed: throw SocketError("recv", address)
    }
  }

  private static func limitWaiting(_ descriptor: Int32, to patience: Duration) {
    var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
}
