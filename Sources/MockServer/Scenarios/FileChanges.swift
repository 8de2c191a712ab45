import Basics
import Glibc

/// Notices which scenario files have changed, by looking at them.
///
/// A look takes one system call a file, and works on every file system: those that containers share with a host on
/// macOS or Windows, and those of a network, report no changes by themselves.
package struct FileChanges {
  /// How long to wait between two looks.
  package static let milliseconds = 200

  /// What changes when a file does, or one of the images next to it.
  private struct Signature: Equatable {
    private struct Part: Equatable {
      let inode: ino_t
      let size: off_t
      let seconds: Int
      let nanoseconds: Int
    }

    private let parts: [Part]

    /// Nil where there is no such file.
    init?(of path: String) {
      guard let file = Self.part(path) else { return nil }
      let images = ImageFolder.files(beside: path)
      parts = [file] + images.compactMap(Self.part)
    }

    private static func part(_ path: String) -> Part? {
      guard let status = FileStatus.of(path) else { return nil }
      return Part(
        inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
  }

  /// The files' signatures when they were last reported.
  private var known: [String: Signature] = [:]
  /// Those of the look before: a file is reported once it rests.
  private var previous: [String: Signature] = [:]

  /// - Parameter paths: what is there at the beginning, and not reported.
  package init(_ paths: [String]) {
    known = Self.signatures(of: paths)
    previous = known
  }

  /// The files that are new or have changed, and look as they did at the look before.
  package mutating func look(at paths: [String]) -> [String] {
    let current = Self.signatures(of: paths)
    let changed = paths.filter { path in
      guard let signature = current[path] else { return false }
      return signature == previous[path] && signature != known[path]
    }
    for path in changed { known[path] = current[path] }
    previous = current
    return changed
  }

  private static func signatures(of paths: [String]) -> [String: Signature] {
    Dictionary(paths.compactMap { path in Signature(of: path).map { (path, $0) } }) { first, _ in first }
  }
}
