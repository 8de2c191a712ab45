import Glibc

/// Standard output and standard error, a line at a time and without a buffer.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Writes the line whole, unless the stream is closed or full for good.
  func write(_ line: String) {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
