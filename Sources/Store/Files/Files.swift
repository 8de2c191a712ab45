import Basics
import Glibc

/// The few things that are done with files.
package enum Files {
  /// Makes a folder and those that it is in, unless they exist.
  static func makeFolder(_ path: String) throws(DataError) {
    if unsafe mkdir(path, 0o777) == 0 { return shareWithGroup(path) }
    guard errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw DataError.last(path)
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw DataError.last(path) }
    shareWithGroup(path)
  }

  /// Opens a file, and creates it if needed; below 0 with `errno` where that fails.
  static func openOrCreate(_ path: String, _ flags: Int32) -> Int32 {
    let existing = unsafe Glibc.open(path, flags | O_CLOEXEC)
    guard existing < 0, errno == ENOENT else { return existing }
    let file = unsafe Glibc.open(path, flags | O_CREAT | O_CLOEXEC, 0o666)
    if file >= 0 { shareWithGroup(path) }
    return file
  }

  /// Lets the group write what is in a folder that the group can write to, whatever the umask says: in a container the
  /// next start may be by another user of the same group.
  private static func shareWithGroup(_ path: String) {
    let folder = path.lastIndex(of: "/").map { $0 > path.startIndex ? String(path[..<$0]) : "/" } ?? "."
    guard let outer = FileStatus.of(folder), outer.st_mode & S_IWGRP != 0, let inner = FileStatus.of(path) else {
      return
    }
    // The group's bits are the owner's.
    unsafe chmod(path, inner.st_mode & 0o7777 | (inner.st_mode & S_IRWXU) >> 3)
  }

  /// The names in a folder, in alphabetical order; nil where there is no folder.
  package static func names(in path: String) throws(DataError) -> [String]? {
    guard let listing = unsafe opendir(path) else {
      if errno == ENOENT { return nil }
      throw DataError.last(path)
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while let entry = unsafe readdir(listing) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Writes a file that is there whole or not at all, whatever ends the process meanwhile; replaces one of the name.
  static func write(_ bytes: [UInt8], to path: String) throws(DataError) {
    let draft = path + draftSuffix
    let file = openOrCreate(draft, O_WRONLY | O_TRUNC)
    guard file >= 0 else { throw DataError.last(draft) }
    // The bytes are on the disk before the name is, so that no loss of power leaves a name without them.
    let failure = writeAll(bytes, to: file) ?? (fsync(file) == 0 ? nil : errno)
    close(file)
    if let failure {
      unsafe unlink(draft)
      throw DataError(path, .system(failure))
    }
    guard unsafe Glibc.rename(draft, path) == 0 else {
      let error = DataError.last(path)
      unsafe unlink(draft)
      throw error
    }
  }

  /// What a file is called that isn't whole yet.
  static let draftSuffix = ".new"

  /// The errno of what went wrong; nil where nothing did.
  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32? {
    bytes.withBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe bytes.part(written, bytes.count).withUnsafeMemory {
          unsafe Glibc.write(file, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return errno }
        written += count
      }
      return nil
    }
  }

  /// The first bytes of a file, or all; nil where there is no such file.
  package static func read(_ path: String, most: Int = .max) throws(DataError) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw DataError.last(path)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < most {
      let count = unsafe Glibc.read(file, &piece, min(piece.count, most - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw DataError.last(path) }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  /// Removes a file; says whether there was one.
  @discardableResult
  static func remove(_ path: String) throws(DataError) -> Bool {
    if unsafe unlink(path) == 0 { return true }
    if errno == ENOENT { return false }
    throw DataError.last(path)
  }

  /// Renames a file or folder; nothing happens if there is none of that name.
  static func rename(_ path: String, to newPath: String) throws(DataError) {
    if unsafe Glibc.rename(path, newPath) != 0, errno != ENOENT { throw DataError.last(path) }
  }

  /// Removes a folder and the files in it; nothing happens if there is none.
  static func removeFolder(_ path: String) throws(DataError) {
    guard let files = try names(in: path) else { return }
    for file in files { try remove("\(path)/\(file)") }
    if unsafe rmdir(path) != 0, errno != ENOENT { throw DataError.last(path) }
  }

  /// Waits until the disk has the names of a folder's files.
  static func synchronize(folder path: String) throws(DataError) {
    let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw DataError.last(path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw DataError.last(path) }
  }
}
