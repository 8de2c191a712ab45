import Glibc

/// The file that tells which port was chosen.
enum PortFile {
  /// Writes the port and a line feed; whoever waits for the file never sees it half-written.
  static func write(port: UInt16, to path: String) throws {
    let temporary = "\(path).\(getpid())"
    guard let file = fopen(temporary, "w") else { throw failure(path) }
    let isWritten = fputs("\(port)\n", file) >= 0
    guard fclose(file) == 0, isWritten, rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String) -> Failure {
    .usage("--port-file \(path): \(String(cString: strerror(errno)))")
  }
}
