import Glibc

/// A folder of a test's own, with files of one level; gone when the test is done.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/nebeus-mock-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Program.Failure(call: "mkdtemp", errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    Self.remove(path)
  }

  /// Removes a file, or a folder with all that is in it.
  private static func remove(_ path: String) {
    if let listing = opendir(path) {
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(listing)
    }
    Glibc.remove(path)
  }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw Program.Failure(call: "fopen", errno: errno) }
    fputs(text, file)
    fclose(file)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw Program.Failure(call: "fopen", errno: errno) }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// The first MiB of a file.
  func bytes(of name: String) throws -> [UInt8] {
    guard let file = fopen("\(path)/\(name)", "r") else { throw Program.Failure(call: "fopen", errno: errno) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  func text(of name: String) throws -> String {
    guard let file = fopen("\(path)/\(name)", "r") else { throw Program.Failure(call: "fopen", errno: errno) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
