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

  /// All until the writers have closed their end.
  func rest() throws -> String {
    while try receive() {}
    defer { received = [] }
    return String(decoding: received, as: UTF8.self)
  }

  /// False at the end.
  private func receive() throws -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var ready = poll(&waiting, 1, WaitLimit.milliseconds)
    while ready < 0, errno == EINTR { ready = poll(&waiting, 1, WaitLimit.milliseconds) }
    guard ready > 0 else { throw Program.Failure(call: "poll", errno: ready == 0 ? ETIMEDOUT : errno) }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &piece, piece.count)
    guard count >= 0 else { throw Program.Failure(call: "read", errno: errno) }
    received += piece[..<count]
    return count > 0
  }
}
