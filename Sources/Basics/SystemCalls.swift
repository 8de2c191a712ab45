import Glibc

/// The system's error numbers in words.
package enum SystemError {
  /// What the system says about an error number: `No such file or directory`.
  package static func text(of number: Int32 = errno) -> String { unsafe String(cString: strerror(number)) }
}

/// What the system knows about a file: its kind, its size, when it was changed.
package enum FileStatus {
  /// Follows symbolic links; nil, with `errno`, for what isn't there or may not be looked at.
  package static func of(_ path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
  }

  /// Of an open file.
  package static func of(descriptor: Int32) -> stat? {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? status : nil
  }
}
