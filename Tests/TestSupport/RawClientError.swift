import Glibc

/// Why a raw exchange came to nothing.
package enum RawClientError: Error, Equatable, CustomStringConvertible {
  case system(String, Int32)
  /// The server ended before all had come.
  case closed
  case malformed(String)

  package var description: String {
    switch self {
    case .system(let call, let errno): "\(call): \(String(cString: strerror(errno)))"
    case .closed: "the server closed the connection"
    case .malformed(let what): "malformed \(what)"
    }
  }

  /// Whether the server reset the connection.
  package var isReset: Bool { self == .system("recv", ECONNRESET) }
}
