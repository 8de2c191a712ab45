/// Header fields as bytes: kept whole without being looked at, and read when somebody asks.
extension Request {
  /// Calls `body` with the request's field lines as they were received.
  package func withFieldBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    guard let first = lines.first, let last = lines.last else {
      return try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let (start, end) = (Int(first.name.start), Int(last.value.start) + Int(last.value.count))
    return try body(UnsafeRawBufferPointer(start: base + start, count: end - start))
  }
}

extension Response {
  /// Calls `body` with the field lines that the handler has set, but for content type and entity tag.
  package borrowing func withFieldBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
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
