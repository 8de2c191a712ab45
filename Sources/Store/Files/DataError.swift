import Basics
import Glibc
import SQLite

/// Why a file or folder can't be used: that of a scenario, or of databases.
package struct DataError: StorageError, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    /// Another server is using the folder.
    case inUse
    /// What the system said, by its errno.
    case system(Int32)
    /// The file isn't one that this program can use, and why.
    case foreign(String)
    case database(SQLiteError)
  }

  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The error that the last call of the system had.
  static func last(_ path: String) -> DataError { DataError(path, .system(errno)) }

  /// Whether the file itself is at fault, and not where it is kept.
  package var isFaultyFile: Bool {
    switch reason {
    case .foreign: true
    case .database(let error): [.notADatabase, .corrupt].contains(error.code.primary)
    case .inUse, .system: false
    }
  }

  package var isOutOfSpace: Bool {
    switch reason {
    case .system(let code): [ENOSPC, EDQUOT, EFBIG].contains(code)
    case .database(let error): error.isOutOfSpace
    case .inUse, .foreign: false
    }
  }

  package var storageProblem: String? {
    switch reason {
    case .inUse: nil
    case .system where isOutOfSpace: "There is no room on the disk for this database: free some, and call again"
    case .system(EACCES), .system(EPERM), .system(EROFS):
      "The server may not write to its folder of databases: let its user do so"
    case .system(EMFILE), .system(ENFILE):
      "The server has no descriptor left for a file: remove databases, or raise its limit of open files"
    case .system(let code):
      "The server's folder of databases can't be used (\(SystemError.text(of: code))): look at the folder"
    case .foreign(let what): "The file of this database can't be used: \(what)"
    case .database(let error): error.storageProblem
    }
  }

  package var description: String { "\(path): \(message)" }

  /// What is wrong, without the path.
  package var message: String {
    switch reason {
    case .inUse: "another server is using this folder"
    case .system(let code): SystemError.text(of: code)
    case .foreign(let what): what
    case .database(let error): "\(error)"
    }
  }
}
