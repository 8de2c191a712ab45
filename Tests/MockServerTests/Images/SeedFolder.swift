import Glibc

/// A folder of scenarios of a test's own, removed when the test is over.
final class SeedFolder {
  struct NotMade: Error {}

  let path: String

  init() throws {
    var template = Array("/tmp/nebeus-mock-seeds-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw NotMade() }
    path = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// What was written, the last first: a folder comes after what is in it.
  private var written: [String] = []

  deinit {
    for name in written { remove("\(path)/\(name)") }
    remove(path)
  }

  /// Writes a file, and the folder that it stands in.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    if let folder = name.split(separator: "/").dropLast().first, !written.contains(String(folder)) {
      mkdir("\(path)/\(folder)", 0o700)
      written.insert(String(folder), at: 0)
    }
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw NotMade() }
    defer { close(file) }
    written.insert(name, at: 0)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw NotMade() }
  }
}
