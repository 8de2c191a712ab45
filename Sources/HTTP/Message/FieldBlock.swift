import Basics

/// The field lines of a response in the form they are sent in.
struct FieldBlock: ~Copyable {
  private(set) var bytes = ByteBuffer()

  var isEmpty: Bool { bytes.isEmpty }

  /// Appends a line; a value that may not be one is left out, since it could split the response (RFC 9110, 5.5).
  mutating func append(_ name: FieldName, _ value: String) {
    value.withBytes { append(name, $0) }
  }

  mutating func append(_ name: FieldName, _ value: StaticString) {
    append(name, value.bytes)
  }

  mutating func append(_ name: FieldName, _ value: BorrowedBytes) {
    guard Grammar.isFieldValue(value), !FieldBlock.isOurs(name.known) else { return }
    bytes.append(name.name)
    bytes.append(": ")
    bytes.append(value)
    bytes.append("\r\n")
  }

  /// Takes lines back that an earlier block had.
  mutating func restore(_ lines: [UInt8]) { bytes.append(lines) }

  /// Removes the lines of that name.
  mutating func remove(_ name: FieldName) {
    guard !bytes.isEmpty, contains(name) else { return }
    var rest = ByteBuffer()
    bytes.withBytes { all in
      FieldBlock.forEachLine(all) { line in
        if !FieldBlock.isNamed(line, name) { rest.append(line) }
      }
    }
    bytes = rest
  }

  func contains(_ name: FieldName) -> Bool {
    var found = false
    bytes.withBytes { all in
      FieldBlock.forEachLine(all) { line in
        if FieldBlock.isNamed(line, name) { found = true }
      }
    }
    return found
  }

  /// Framing is the server's own: a second length would be a second message (RFC 9112, section 6.3).
  private static func isOurs(_ name: KnownField) -> Bool {
    name == .contentLength || name == .transferEncoding || name == .connection
  }

  mutating func removeAll() { bytes.removeAll(keepingUpTo: 1 << 14) }

  private static func forEachLine(_ all: BorrowedBytes, _ body: (BorrowedBytes) -> Void) {
    var start = 0
    while let feed = all.firstIndex(of: 0x0A, from: start) {
      body(all.part(start, feed + 1))
      start = feed + 1
    }
  }

  private static func isNamed(_ line: BorrowedBytes, _ name: FieldName) -> Bool {
    let count = name.name.utf8.count
    guard line.count > count, line[count] == UInt8(ascii: ":") else { return false }
    return line.part(0, count).equalIgnoringCase(name.name)
  }
}

/// Header fields as bytes: kept whole without being looked at, and read when somebody asks.
extension Request {
  /// Calls `body` with the request's field lines as they were received.
  package func withFieldBytes<Result>(_ body: (BorrowedBytes) throws -> Result) rethrows -> Result {
    guard let first = lines.first, let last = lines.last else {
      return try body(BorrowedBytes())
    }
    let (start, end) = (Int(first.name.start), Int(last.value.start) + Int(last.value.count))
    return try body(bytes.part(start, end))
  }

  /// Calls `body` with the request up to the empty line before its body, as it was received.
  package func withHeadBytes<Result>(_ body: (BorrowedBytes) throws -> Result) rethrows -> Result {
    try body(bytes.part(0, head.count))
  }
}

extension Response {
  /// Calls `body` with the field lines that the handler has set, but for content type and entity tag.
  package borrowing func withFieldBytes<Result>(_ body: (BorrowedBytes) throws -> Result) rethrows -> Result {
    try fields.bytes.withBytes(body)
  }
}

/// Reads field lines: name and value of each, without the blanks around them, in the order in which they came.
package enum FieldBytes {
  package static func fields(in bytes: [UInt8]) -> [(name: String, value: String)] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      return (String(decoding: line[..<colon], as: UTF8.self), text(line[(colon + 1)...]))
    }
  }

  private static func text(_ value: ArraySlice<UInt8>) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    var value = value.drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
    return String(decoding: value, as: UTF8.self)
  }
}
