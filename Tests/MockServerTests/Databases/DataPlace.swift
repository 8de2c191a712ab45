import Glibc

/// A folder for databases, removed with all that is in it when the test is over.
final class DataPlace {
  struct Failure: Error {}

  let path: String

  init() throws {
    var template = Array("/tmp/nebeus-mock-data-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in (try? names())?.reversed() ?? [] { remove("\(path)/\(name)") }
    remove(path)
  }

  /// The files, and those in folders, which come behind their folder.
  func names() throws -> [String] {
    try names(in: path).flatMap { name in
      var status = stat()
      guard stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [name] }
      return [name] + (try names(in: "\(path)/\(name)").map { "\(name)/\($0)" })
    }
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failure() }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
  }

  func bytes(of name: String) throws -> [UInt8] {
    guard let file = fopen("\(path)/\(name)", "r") else { throw Failure() }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  private func names(in folder: String) throws -> [String] {
    guard let listing = opendir(folder) else { throw Failure() }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
