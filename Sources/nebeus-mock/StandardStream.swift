import Glibc

/// Standard output and standard error, a line at a time and without a buffer.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Writes the line whole, unless the stream is closed or full for good.
  func write(_ line: String) {
    _ = send(line)
  }

  /// Writes a line that somebody waits for: throws `Failure` where it can't be written whole.
  func deliver(_ line: String) throws {
    let error = send(line)
    guard error != 0 else { return }
    throw Failure.unavailable("standard \(self): \(String(cString: strerror(error)))")
  }

  /// What kept the line from being written whole, as errno; 0 where nothing did.
  private func send(_ line: String) -> Int32 {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}
