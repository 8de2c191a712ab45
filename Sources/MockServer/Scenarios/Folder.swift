import Glibc
import Store

/// The scenario files of a folder, and what is in them.
package enum Folder {
  private static let suffix = ".json"

  /// The largest scenario file that is read.
  private static let largestFile = 256 << 20

  /// The `NAME.json` files of a folder, by name.
  package static func scenarioFiles(in folder: String) throws(DataError) -> [(name: String, path: String)] {
    try files(in: folder).compactMap { name, path in
      name.hasSuffix(suffix) ? (String(name.dropLast(suffix.count)), path) : nil
    }
  }

  /// Files whose names end in `.json` but for the letters' case: on some systems they look like scenarios.
  package static func misnamedFiles(in folder: String) throws(DataError) -> [String] {
    try files(in: folder).filter { !$0.name.hasSuffix(suffix) && $0.name.lowercased().hasSuffix(suffix) }.map(\.path)
  }

  /// Folders that have no scenario of their name beside them, whose images they would have.
  package static func foldersWithoutScenario(in folder: String) throws(DataError) -> [String] {
    let scenarios = Set(try scenarioFiles(in: folder).map(\.name))
    return try files(in: folder).filter { !scenarios.contains($0.name) && isFolder($0.path) }.map(\.path)
  }

  /// A folder's files by name, without hidden ones.
  static func files(in folder: String) throws(DataError) -> [(name: String, path: String)] {
    guard let names = try Files.names(in: folder) else { throw DataError(folder, .system(ENOENT)) }
    return names.filter { !$0.hasPrefix(".") }.map { ($0, "\(folder)/\($0)") }
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  package static func contents(of path: String) throws(DataError) -> [UInt8] {
    guard let contents = try Files.read(path, most: largestFile + 1) else { throw DataError(path, .system(ENOENT)) }
    guard contents.count <= largestFile else {
      throw DataError(path, .foreign("it is larger than \(largestFile) bytes"))
    }
    return contents
  }
}
