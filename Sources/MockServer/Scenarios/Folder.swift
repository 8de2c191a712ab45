import Glibc

/// Files of the system, read whole.
package enum Folder {
  private static let suffix = ".json"

  /// The largest scenario file that is read.
  private static let largestFile = 256 << 20

  /// The `NAME.json` files of a folder, by name.
  package static func scenarioFiles(in folder: String) throws(FileError) -> [(name: String, path: String)] {
    try files(in: folder).compactMap { name, path in
      name.hasSuffix(suffix) ? (String(name.dropLast(suffix.count)), path) : nil
    }
  }

  /// A folder's files by name, without hidden ones.
  static func files(in folder: String) throws(FileError) -> [(name: String, path: String)] {
    guard let listing = opendir(folder) else { throw failure(folder) }
    defer { closedir(listing) }
    var files: [(name: String, path: String)] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard !name.hasPrefix(".") else { continue }
      files.append((name, "\(folder)/\(name)"))
    }
    return files.sorted { $0.name < $1.name }
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while contents.count <= largestFile {
      let count = read(descriptor, &piece, piece.count)
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { return contents }
      contents += piece[..<count]
    }
    throw FileError(path: path, reason: "it is larger than \(largestFile) bytes")
  }

  private static func failure(_ path: String) -> FileError {
    FileError(path: path, reason: String(cString: strerror(errno)))
  }
}
