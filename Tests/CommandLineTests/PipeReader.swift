import Glibc
import TestSupport

/// The reading end of a pipe from a process.
final class PipeReader {
  private let descriptor: Int32
  private var received: [UInt8] = []

  /// A pipe: its reader, and the descriptor of its writing end, which is the caller's to close.
  static func make() throws -> (reader: PipeReader, writingEnd: Int32) {
    var ends: [Int32] = [0, 0]
    // Sockets, since they close on exec from the first: another test's process is not to keep this one's pipe open.
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw Program.Failure(call: "socketpair", errno: errno) }
    return (PipeReader(ends[0]), ends[1])
  }

  /// The writing end of a pipe that nobody reads.
  static func makeBroken() throws -> Int32 {
    let (_, writingEnd) = try make()
    return writingEnd
  }

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The next line, without its line feed.
  func line() throws -> String {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        defer { received.removeSubrange(...end) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      guard try receive() else { throw RawClientError.closed }
    }
  }

  /// All that comes from several, until the writers have closed their ends: a writer that waits for one of them to be
  /// read must not keep the others from ending.
  static func rest(of readers: [PipeReader]) throws -> [String] {
    var open = readers
    while !open.isEmpty {
      let ready = try wait(for: open)
      open = try zip(open, ready).filter { reader, isReady in try !isReady || reader.receive() }.map(\.0)
    }
    return readers.map { reader in
      defer { reader.received = [] }
      return String(decoding: reader.received, as: UTF8.self)
    }
  }

  /// Which of them have something to read, or have ended.
  private static func wait(for readers: [PipeReader]) throws -> [Bool] {
    var waiting = readers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    var ready = poll(&waiting, nfds_t(waiting.count), WaitLimit.milliseconds)
    while ready < 0, errno == EINTR { ready = poll(&waiting, nfds_t(waiting.count), WaitLimit.milliseconds) }
    guard ready > 0 else { throw Program.Failure(call: "poll", errno: ready == 0 ? ETIMEDOUT : errno) }
    return waiting.map { $0.revents != 0 }
  }

  /// False at the end.
  private func receive() throws -> Bool {
    _ = try Self.wait(for: [self])
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &piece, piece.count)
    guard count >= 0 else { throw Program.Failure(call: "read", errno: errno) }
    received += piece[..<count]
    return count > 0
  }
}
