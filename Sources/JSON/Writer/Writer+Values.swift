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
      text.withUnescaped { string(utf8: UnsafeRawBufferPointer($0)) }
    }
  }
}
