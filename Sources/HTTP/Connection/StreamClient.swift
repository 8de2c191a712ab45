import CSockets
import Glibc

/// Makes one request and reads the answer's body piece by piece, however long it goes on.
///
/// Source: RFC 9112, section 6, as far as a client needs it that asks for no more than one answer.
package final class StreamClient {
  package let status: Int
  /// The head's lines after the first.
  private let fieldLines: [Substring]
  private let descriptor: Int32
  private let address: Address
  private var received: ArraySlice<UInt8>
  private let isChunked: Bool
  /// How much of the present chunk, or of the body, is still to come.
  private var rest: Int
  /// Whether the length of the body was said.
  private let isSized: Bool

  private static let longestHead = 1 << 16

  /// Sends a request and reads the answer's head. Throws with EPROTO for what is no HTTP answer.
  ///
  /// - Parameters:
  ///   - fields: names and values without line ends.
  ///   - patience: how long nothing may come.
  package init(
    _ address: Address, method: String = "GET", path: String, fields: [(name: String, value: String)],
    body: [UInt8] = [], patience: Duration
  ) throws(SocketError) {
    let descriptor = try Socket.open(for: address)
    self.descriptor = descriptor
    self.address = address
    do throws(SocketError) {
      Socket.limitWaiting(descriptor, to: patience)
      guard Socket.connect(descriptor, to: address) == 0 else {
        throw SocketError("connect", address)
      }
      let lines = fields.map { "\($0.name): \($0.value)\r\n" }.joined()
      let host = fields.contains { $0.name.lowercased() == "host" } ? "" : "Host: \(address)\r\n"
      let length = method == "GET" ? "" : "Content-Length: \(body.count)\r\n"
      let head = "\(method) \(path) HTTP/1.1\r\n\(host)Connection: close\r\n\(length)\(lines)\r\n"
      let request = Array(head.utf8) + body
      guard request.withBytes({ Socket.send(descriptor, $0) }) == request.count else {
        throw SocketError("send", address)
      }
      var answer: [UInt8] = []
      var end: Int?
      while end == nil {
        let searched = max(0, answer.count - 3)
        guard let piece = try Self.receive(descriptor, address), answer.count < Self.longestHead else {
          throw SocketError("recv", address, errno: EPROTO)
        }
        answer += piece
        end = answer.indices[searched...].first { answer[$0...].starts(with: [13, 10, 13, 10]) }
      }
      let text = String(decoding: answer[..<(end ?? 0)], as: UTF8.self)
      guard text.hasPrefix("HTTP/1."), let status = Int(text.dropFirst(9).prefix(3)) else {
        throw SocketError("recv", address, errno: EPROTO)
      }
      self.status = status
      fieldLines = Array(text.split(separator: "\r\n").dropFirst())
      isChunked = Self.field("Transfer-Encoding", in: fieldLines)?.lowercased() == "chunked"
      let size = isChunked ? nil : Self.field("Content-Length", in: fieldLines).flatMap { Int($0) }
      isSized = size != nil
      rest = size ?? 0
      received = answer[((end ?? 0) + 4)...]
    } catch {
      Socket.close(descriptor)
      throw error
    }
  }

  deinit { Socket.close(descriptor) }

  /// The value of a header field; nil where there is none of that name.
  package func field(_ name: String) -> String? { Self.field(name, in: fieldLines) }

  private static func field(_ name: String, in lines: [Substring]) -> String? {
    let start = name.lowercased() + ":"
    let line = lines.first { $0.lowercased().hasPrefix(start) }
    return line.map { line in
      let value = line.dropFirst(start.count).drop { $0 == " " || $0 == "\t" }
      return String(value.prefix(value.count - value.reversed().prefix { $0 == " " || $0 == "\t" }.count))
    }
  }

  /// The next bytes of the body; nil at its end. Throws with ETIMEDOUT where nothing came for too long.
  package func next() throws(SocketError) -> [UInt8]? {
    if isSized {
      guard rest > 0 else { return nil }
      guard let bytes = try take(rest) else { throw SocketError("recv", address, errno: ECONNRESET) }
      rest -= bytes.count
      return bytes
    }
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

  /// The rest of the body, or of its first `most` bytes and the piece in which they end.
  package func rest(upTo most: Int = .max) throws(SocketError) -> [UInt8] {
    var body: [UInt8] = []
    while body.count < most, let bytes = try next() { body += bytes }
    return body
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
    switch piece.withMutableBytes({ Socket.receive(descriptor, into: $0) }) {
    case .bytes(let count): return Array(piece[..<count])
    case .end: return nil
    case .nothing: throw SocketError("recv", address, errno: ETIMEDOUT)
    case .failed: throw SocketError("recv", address)
    }
  }
}
