import Dispatch
import Glibc

/// The file that says which port was chosen.
///
/// It is made under another name and renamed, so that it is never seen half-written and stays as it was where the server
/// can't start. A pipe or a device is written in place.
struct PortFile {
  private let path: String
  /// Which file it is, so that no other server's is removed; nil for what was written in place.
  private let identity: Identity?

  private struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t
  }

  /// Throws `Failure` where the file can't be written.
  init(writing port: UInt16, to path: String) throws(Failure) {
    self.path = path
    let text = "\(port)\n"
    if let kind = Self.status(of: path)?.st_mode, kind & S_IFMT != S_IFREG {
      identity = nil
      try Self.writeInPlace(text, to: path)
    } else {
      identity = try Self.replace(path, with: text)
    }
  }

  /// Removes the file, unless another has taken its place.
  func remove() {
    guard let identity, Self.status(of: path).map(Self.identity) == identity else { return }
    unlink(path)
  }

  private static func replace(_ path: String, with text: String) throws(Failure) -> Identity {
    let draft = "\(path).\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(path) }
    var written = stat()
    let isWritten = write(text, to: file) && fstat(file, &written) == 0
    guard close(file) == 0, isWritten, rename(draft, path) == 0 else {
      let failure = failure(path)
      unlink(draft)
      throw failure
    }
    return identity(of: written)
  }

  /// Waits for the reader of a pipe on a thread of its own: the server doesn't depend on there being one.
  private static func writeInPlace(_ text: String, to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    if file >= 0 {
      defer { close(file) }
      guard write(text, to: file) else { throw failure(path) }
      return
    }
    guard errno == ENXIO else { throw failure(path) }
    DispatchQueue(label: "nebeus-mock.port-file").async {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { return }
      _ = write(text, to: file)
      close(file)
    }
  }

  private static func write(_ text: String, to file: Int32) -> Bool {
    text.utf8.count == Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
  }

  /// Nil where there is nothing.
  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func identity(of status: stat) -> Identity { Identity(device: status.st_dev, inode: status.st_ino) }

  private static func failure(_ path: String) -> Failure {
    .usage("--port-file \(path): \(String(cString: strerror(errno)))")
  }
}
