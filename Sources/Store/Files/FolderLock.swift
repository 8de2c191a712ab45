import Glibc

/// A folder that one server has to itself, as long as it runs.
///
/// The system gives the lock back when the process ends, however it ends. Source: flock(2).
final class FolderLock: Sendable {
  private let file: Int32

  init(on folder: String) throws(DataError) {
    let path = folder + "/lock"
    file = Files.openOrCreate(path, O_RDWR)
    guard file >= 0 else { throw DataError.last(path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      // What is thrown here runs deinit, which closes the file.
      let code = errno
      throw code == EWOULDBLOCK ? DataError(folder, .inUse) : DataError(path, .system(code))
    }
  }

  deinit { close(file) }
}
