import Glibc

/// The file that says which port was chosen.
struct PortFile {
  private let path: String
  /// Which file it is, so that no other server's is removed; nil for what was written in place.
  private let identity: FileIdentity?

  /// Throws `Failure` where the file can't be written. A pipe's reader isn't waited for: the server doesn't depend on
  /// there being one.
  init(writing port: UInt16, to path: String) throws(Failure) {
    self.path = path
    do throws(OutputFile.Problem) {
      identity = try OutputFile.write("\(port)\n", to: path, readerWait: .inBackground)
    } catch {
      throw .usage("--port-file \(path): \(error)")
    }
  }

  /// Removes the file, unless another has taken its place.
  func remove() {
    guard let identity, FileIdentity(path: path) == identity else { return }
    unsafe unlink(path)
  }
}
