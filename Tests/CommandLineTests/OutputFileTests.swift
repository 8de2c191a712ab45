import Glibc
import TestSupport
import Testing

@testable import nebeus_mock

@Suite("Files that the program writes")
struct OutputFileTests {
  @Test("replaces a file whole: who has the older one open still has all of it")
  func replaces() throws {
    let folder = try TemporaryFolder(["report": "the older report"])
    let path = "\(folder.path)/report"
    #expect(link(path, "\(folder.path)/older") == 0)
    try ReportFile.write("new", to: path)
    #expect(try folder.text(of: "report") == "new\n" && folder.text(of: "older") == "the older report")
    #expect(try folder.names() == ["older", "report"])
  }

  @Test("writes into a pipe, and leaves it there")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let pipe = try NamedPipe("\(folder.path)/pipe")
    try ReportFile.write("report", to: pipe.path)
    #expect(pipe.text() == "report\n" && pipe.isThere)
  }

  @Test("writes through a link, as /dev/stdout is one, and leaves it there")
  func throughLink() throws {
    let folder = try TemporaryFolder(["file": "something longer"])
    let path = "\(folder.path)/link"
    #expect(symlink("file", path) == 0)
    try ReportFile.write("report", to: path)
    #expect(try folder.text(of: "file") == "report\n")
    #expect(kind(of: path) == S_IFLNK)
  }

  @Test("says that a device takes no more, and leaves it there")
  func device() throws {
    let failure = #expect(throws: Failure.self) { try ReportFile.write("report", to: "/dev/full") }
    #expect(failure?.message == "/dev/full: No space left on device")
    #expect(kind(of: "/dev/full") == S_IFCHR)
  }

  @Test("leaves nothing where it can't write")
  func fails() throws {
    let folder = try TemporaryFolder(["folder/file": "a"])
    let failure = #expect(throws: Failure.self) { try ReportFile.write("report", to: "\(folder.path)/folder") }
    #expect(failure?.code == 69 && failure?.message == "\(folder.path)/folder: Is a directory")
    #expect(try folder.names() == ["folder", "folder/file"])
  }
}

/// A pipe with a name, open for reading without waiting for a writer.
final class NamedPipe {
  struct Failure: Error {}

  let path: String
  private let reader: Int32

  init(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw Failure() }
    self.path = path
    reader = open(path, O_RDONLY | O_NONBLOCK)
  }

  deinit { close(reader) }

  /// What has been written so far.
  func text() -> String {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Whether the name is still the pipe's.
  var isThere: Bool { kind(of: path) == S_IFIFO }
}

/// The kind of file that a path names, without following a link.
private func kind(of path: String) -> mode_t? {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
}
