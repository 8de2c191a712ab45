import Basics

/// Writes JSON into a byte buffer, in the caller's order and without white space.
///
/// It puts the commas itself, by the last byte that it wrote, so it has no state beside the buffer. The buffer may have
/// other bytes at its start, a response's head say: they are left alone. That keys and values alternate and that
/// what begins ends is the caller's part; the closures of `object` and `array` see to the latter.
@usableFromInline package struct Writer: ~Copyable, Sendable {
  @usableFromInline var buffer: ByteBuffer
  @usableFromInline let start: Int
  package let encoding: Encoding

  package init(_ bytes: consuming ByteBuffer, encoding: Encoding) {
    start = bytes.count
    buffer = bytes
    self.encoding = encoding
  }

  package consuming func finish() -> ByteBuffer { buffer }

  /// Bytes written so far, without those that were there before.
  package var count: Int { buffer.count - start }

  package var mark: Mark { Mark(count: buffer.count) }

  /// Takes back everything behind the mark.
  package mutating func rollback(to mark: Mark) {
    buffer.truncate(to: max(mark.count, start))
  }

  /// A copy of what was written behind the mark.
  package borrowing func bytes(since mark: Mark) -> [UInt8] {
    buffer.withBytes { Array($0.dropFirst(mark.count)) }
  }

  package mutating func beginObject() {
    separate()
    buffer.append(UInt8(ascii: "{"))
  }

  package mutating func endObject() {
    buffer.append(UInt8(ascii: "}"))
  }

  package mutating func beginArray() {
    separate()
    buffer.append(UInt8(ascii: "["))
  }

  package mutating func endArray() {
    buffer.append(UInt8(ascii: "]"))
  }

  package mutating func object<Failure: Error>(
    _ members: (inout Writer) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try members(&self)
    endObject()
  }

  package mutating func array<Failure: Error>(
    _ elements: (inout Writer) throws(Failure) -> Void
  ) throws(Failure) {
    beginArray()
    try elements(&self)
    endArray()
  }

  package mutating func null() {
    separate()
    buffer.append("null")
  }

  package mutating func bool(_ value: Bool) {
    separate()
    buffer.append(value ? "true" : "false")
  }

  package mutating func integer(_ value: Int) {
    separate()
    buffer.append(decimal: value)
  }

  package mutating func decimal(_ value: ExactDecimal) {
    separate()
    value.write(to: &buffer)
  }

  /// Writes what is already JSON, one value whole.
  package mutating func raw(_ json: BorrowedBytes) {
    separate()
    buffer.append(json)
  }

  package mutating func raw(_ json: StaticString) {
    separate()
    buffer.append(json)
  }

  @_disfavoredOverload
  package mutating func raw(_ json: String) {
    separate()
    buffer.append(json)
  }

  /// Puts a comma unless this is the first: at the start, or behind what opens or a key. A string can't be taken for
  /// one of those, since it ends with its quote.
  @inlinable mutating func separate() {
    if needsComma { buffer.append(UInt8(ascii: ",")) }
  }

  @inlinable var needsComma: Bool {
    guard buffer.count > start, let last = buffer.last else { return false }
    return last != UInt8(ascii: ":") && last != UInt8(ascii: "{") && last != UInt8(ascii: "[")
  }
}

/// Which characters a writer escapes in strings.
package enum Encoding: Sendable {
  /// All that are not ASCII, as Python's `json.dumps` does and so Odoo.
  case ascii
  /// Only those that RFC 8259, section 7, demands.
  case utf8
}

/// A place in what a writer has written, to go back to.
package struct Mark: Sendable {
  let count: Int
}

/// Values that were read.
extension Writer {
  /// Writes a value again: compact, strings in this writer's encoding, numbers as they were written.
  package mutating func value(_ value: JSONValue) {
    switch value.kind {
    case .null, .bool, .number: value.withRawBytes { raw($0) }
    case .string: string(text: value)
    case .array:
      beginArray()
      if let elements = value.elements {
        for element in elements { self.value(element) }
      }
      endArray()
    case .object:
      beginObject()
      var members = value.members?.makeIterator()
      while let (key, value) = members?.nextPair() {
        string(text: key)
        buffer.append(UInt8(ascii: ":"))
        self.value(value)
      }
      endObject()
    }
  }

  private mutating func string(text value: JSONValue) {
    _ = value.withText { text in
      text.withUnescaped { string(utf8: $0) }
    }
  }
}
