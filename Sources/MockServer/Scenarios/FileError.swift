/// Why a file or folder can't be read.
package struct FileError: Error, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package var description: String { "\(path): \(reason)" }
}
