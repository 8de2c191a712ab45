/// Where a connection's database is kept.
package enum Location: Sendable, Equatable {
  /// In the memory of the process, gone when the connection closes.
  case memory
  /// In the file at a path, made if there is none.
  case file(String)

  /// SQLite gives "", ":memory:" and "file:…" a meaning of their own, so a relative path is made to start with a dot.
  /// Source: https://www.sqlite.org/c3ref/open.html
  var filename: String {
    switch self {
    case .memory: ":memory:"
    case .file(let path): path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
    }
  }
}
