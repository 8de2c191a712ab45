import Basics
import Dispatch
import Glibc

/// A file that the program writes for others to read.
///
/// It is made under another name and renamed, so that it is never seen half-written and stays as it was where writing
/// fails. What is no plain file is written in place: a pipe, a device, a link.
enum OutputFile {
  /// What happens where nobody reads a pipe yet.
  enum ReaderWait {
    /// Writing waits for the reader.
    case here
    /// A thread of its own waits for the reader.
    case inBackground
  }

  struct Problem: Error, CustomStringConvertible {
    let errno: Int32

    init() { self.errno = Glibc.errno }

    var description: String { SystemError.text(of: errno) }
  }

  /// Writes the text. Returns which file it is in; nil where it was written in place.
  static func write(_ text: String, to path: String, readerWait: ReaderWait) throws(Problem) -> FileIdentity? {
    let bytes = Array(text.utf8)
    var status = stat()
    if unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      try writeInPlace(bytes, to: path, readerWait)
      return nil
    }
    return try replace(path, with: bytes)
  }

  private static func replace(_ path: String, with bytes: [UInt8]) throws(Problem) -> FileIdentity {
    let draft = "\(path).\(getpid())"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Problem() }
    do throws(Problem) {
      try writeAndClose(bytes, file)
      guard let identity = FileIdentity(path: draft), unsafe rename(draft, path) == 0 else { throw Problem() }
      return identity
    } catch {
      unsafe unlink(draft)
      throw error
    }
  }

  private static func writeInPlace(_ bytes: [UInt8], to path: String, _ readerWait: ReaderWait) throws(Problem) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
    let waits = readerWait == .here
    let file = unsafe open(path, waits ? flags : flags | O_NONBLOCK, 0o666)
    if file >= 0 { return try writeAndClose(bytes, file) }
    guard !waits, errno == ENXIO else { throw Problem() }
    DispatchQueue(label: "nebeus-mock.output-file").async {
      let file = unsafe open(path, flags, 0o666)
      // Nobody is left to tell.
      if file >= 0 { try? writeAndClose(bytes, file) }
    }
  }

  /// Closes the file in any case.
  private static func writeAndClose(_ bytes: [UInt8], _ file: Int32) throws(Problem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let problem = Problem()
        close(file)
        throw problem
      }
      rest = rest.dropFirst(count)
    }
    guard close(file) == 0 else { throw Problem() }
  }
}

/// Which file a path leads to.
struct FileIdentity: Equatable {
  private let device: dev_t
  private let inode: ino_t

  /// Nil where there is nothing, with the reason in `errno`.
  init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }
}
