import Glibc

/// Where a report goes: a file, or standard output.
enum ReportFile {
  /// Writes the report with a line's end. Throws `Failure` where it can't be written.
  static func write(_ text: String, to path: String?) throws(Failure) {
    guard let path else { return try StandardStream.output.deliver(text) }
    guard let file = fopen(path, "w") else { throw failure(path) }
    let bytes = Array((text + "\n").utf8)
    let isWritten = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) } == bytes.count
    guard fclose(file) == 0, isWritten else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    .unavailable("\(path): \(String(cString: strerror(errno)))")
  }
}
