import Glibc
import SQLite

/// A directory of a test's own, gone with its files when the test is.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/sqlite-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SQLiteError(.cantOpen, "no temporary directory: \(errno)")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    guard let directory = opendir(path) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      unlink(path + "/" + name)
    }
    closedir(directory)
    rmdir(path)
  }
}
