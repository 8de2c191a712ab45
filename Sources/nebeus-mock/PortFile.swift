import Glibc

/// The file that tells which port was chosen.
enum PortFile {
  /// Takes away what an earlier server has left: its port is not the one that is waited for.
  static func remove(_ path: String) {
    if kind(of: path) == S_IFREG { unlink(path) }
  }

  /// Writes the port and a line feed; whoever waits for the file never sees it half-written.
  static func write(port: UInt16, to path: String) throws {
    // A pipe or a device is written into: a file moved there would take its place.
    let isInPlace = ![nil, S_IFREG].contains(kind(of: path))
    let written = isInPlace ? path : "\(path).\(getpid())"
    guard let file = fopen(written, "w") else { throw failure(path) }
    let isWritten = fputs("\(port)\n", file) >= 0
    guard fclose(file) == 0, isWritten, isInPlace || rename(written, path) == 0 else {
      let error = failure(path)
      if !isInPlace { unlink(written) }
      throw error
    }
  }

  /// Nil where there is nothing.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func failure(_ path: String) -> Failure {
    .usage("--port-file \(path): \(String(cString: strerror(errno)))")
  }
}
