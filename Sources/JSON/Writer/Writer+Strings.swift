import Basics

/// Strings and keys: what needs no escape is found eight bytes at a time and copied at once.
extension Writer {
  package mutating func key(_ key: StaticString) {
    guard key.hasPointerRepresentation else { return self.key("\(key)") }
    quoted(key.bytes, followedBy: UInt8(ascii: ":"))
  }

  @_disfavoredOverload
  package mutating func key(_ key: String) {
    string(key)
    buffer.append(UInt8(ascii: ":"))
  }

  package mutating func string(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return string("\(text)") }
    string(utf8: text.bytes)
  }

  @_disfavoredOverload
  package mutating func string(_ text: String) {
    text.withBytes { string(utf8: $0) }
  }

  /// Writes a string from its UTF-8; bytes that are none become U+FFFD.
  @usableFromInline package mutating func string(utf8 text: BorrowedBytes) {
    quoted(text, followedBy: nil)
  }

  /// A comma where there must be one, the text in its quotes, and `last`: in one go for text that needs no escapes.
  @inline(__always)
  private mutating func quoted(_ text: BorrowedBytes, followedBy last: UInt8?) {
    let comma = needsComma
    guard let start = unsafe buffer.tail(text.count + 4) else { return }
    var end = unsafe start
    if comma {
      unsafe end.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
      unsafe end += 1
    }
    unsafe end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
    unsafe end += 1
    let plain = unsafe PlainRun.copy(text, to: end)
    unsafe end += plain
    if plain < text.count {
      buffer.advance(by: unsafe end - start)
      appendEscaped(text, from: plain)
      buffer.append(UInt8(ascii: "\""))
      if let last { buffer.append(last) }
      return
    }
    unsafe end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
    unsafe end += 1
    if let last {
      unsafe end.storeBytes(of: last, as: UInt8.self)
      unsafe end += 1
    }
    buffer.advance(by: unsafe end - start)
  }

  private mutating func appendEscaped(_ text: BorrowedBytes, from start: Int) {
    var at = start
    while true {
      let run = PlainRun.length(text, from: at, stopsAtNonASCII: true)
      buffer.append(text.part(at, at &+ run))
      at &+= run
      guard at < text.count else { return }
      if text[at] < 0x80 {
        appendEscape(text[at])
        at &+= 1
      } else if let point = CodePoint(text, at: at) {
        appendNonASCII(point, text.part(at, at &+ point.length))
        at &+= point.length
      } else {
        appendNonASCII(scalar: 0xfffd)
        at &+= 1
      }
    }
  }

  @inline(__always)
  private mutating func appendNonASCII(_ point: CodePoint, _ bytes: BorrowedBytes) {
    switch encoding {
    case .ascii: appendNonASCII(scalar: point.scalar)
    case .utf8: buffer.append(bytes)
    }
  }

  private mutating func appendNonASCII(scalar: UInt32) {
    switch encoding {
    case .ascii where scalar > 0xffff:
      // Beyond the basic plane: a surrogate pair. RFC 8259, section 7.
      appendUnit(0xd800 | UInt16(truncatingIfNeeded: (scalar &- 0x10000) &>> 10))
      appendUnit(0xdc00 | UInt16(truncatingIfNeeded: scalar & 0x3ff))
    case .ascii: appendUnit(UInt16(truncatingIfNeeded: scalar))
    case .utf8: buffer.append("\u{fffd}")
    }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): buffer.append("\\\"")
    case UInt8(ascii: "\\"): buffer.append("\\\\")
    case UInt8(ascii: "\n"): buffer.append("\\n")
    case UInt8(ascii: "\r"): buffer.append("\\r")
    case UInt8(ascii: "\t"): buffer.append("\\t")
    case 0x08: buffer.append("\\b")
    case 0x0c: buffer.append("\\f")
    default: appendUnit(UInt16(byte))
    }
  }

  private mutating func appendUnit(_ unit: UInt16) {
    let escape: InlineArray<6, UInt8> = [
      UInt8(ascii: "\\"), UInt8(ascii: "u"), Hexadecimal.digit(unit &>> 12), Hexadecimal.digit(unit &>> 8),
      Hexadecimal.digit(unit &>> 4), Hexadecimal.digit(unit),
    ]
    buffer.append(escape.span)
  }
}

extension String {
  /// The text as JSON has it, with its quotes.
  package func json(_ encoding: Encoding = .utf8) -> [UInt8] {
    var writer = Writer(ByteBuffer(), encoding: encoding)
    writer.string(self)
    return writer.finish().withBytes { Array($0) }
  }
}
