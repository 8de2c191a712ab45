import Glibc

/// A folder of a test's own, gone with all that is in it when the test is done.
package final class TemporaryFolder {
  package struct Failure: Error, CustomStringConvertible {
    package let call: String
    package let errno: Int32

    package var description: String { "\(call): \(String(cString: strerror(errno)))" }
  }

  package let path: String

  /// - Parameter files: texts by their names, to be written at once.
  package init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/nebeus-mock-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp", errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    for name in (try? names())?.reversed() ?? [] { remove("\(path)/\(name)") }
    remove(path)
  }

  /// The files, and those in folders, which come behind their folder.
  package func names() throws -> [String] { try Self.names(in: path) }

  package func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file, and the folders that it stands in.
  package func write(_ bytes: [UInt8], to name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failure(call: "fopen", errno: errno) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(call: "fwrite", errno: errno) }
  }

  package func bytes(of name: String) throws -> [UInt8] {
    guard let file = fopen("\(path)/\(name)", "r") else { throw Failure(call: "fopen", errno: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  package func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  private static func names(in folder: String) throws -> [String] {
    guard let listing = opendir(folder) else { throw Failure(call: "opendir", errno: errno) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return try names.sorted().flatMap { name in
      var status = stat()
      // A link's own status: what it leads to is not the test's.
      guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [name] }
      return [name] + (try Self.names(in: "\(folder)/\(name)").map { "\(name)/\($0)" })
    }
  }
}
