import Basics

/// Strings and keys: what needs no escape is found eight bytes at a time and copied at once.
extension Writer {
  package mutating func key(_ key: StaticString) {
    guard key.hasPointerRepresentation else { return self.key("\(key)") }
    quoted(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount), followedBy: UInt8(ascii: ":"))
  }

  package mutating func key(_ key: String) {
    string(key)
    buffer.append(UInt8(ascii: ":"))
  }

  package mutating func string(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return string("\(text)") }
    string(utf8: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
  }

  /// Writes a string from its UTF-8; bytes that are none become U+FFFD.
  @usableFromInline package mutating func string(utf8 text: UnsafeRawBufferPointer) {
    quoted(text, followedBy: nil)
  }

  /// A comma where there must be one, the text in its quotes, and `last`: in one go for text that needs no escapes.
  @inline(__always)
  private mutating func quoted(_ text: UnsafeRawBufferPointer, followedBy last: UInt8?) {
    let comma = needsComma
    guard let start = buffer.tail(text.count + 4) else { return }
    var end = start
    if comma {
      end.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
      end += 1
    }
    end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
    end += 1
    let plain = PlainRun.copy(text, to: end)
    end += plain
    if plain < text.count {
      buffer.advance(by: end - start)
      appendEscaped(text, from: plain)
      buffer.append(UInt8(ascii: "\""))
      if let last { buffer.append(last) }
      return
    }
    end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
    end += 1
    if let last {
      end.storeBytes(of: last, as: UInt8.self)
      end += 1
    }
    buffer.advance(by: end - start)
  }

  private mutating func appendEscaped(_ text: UnsafeRawBufferPointer, from start: Int) {
    guard let base = text.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
    let end = text.count
    var at = start
    while true {
      let run = PlainRun.length(base + at, end &- at, stopsAtNonASCII: true)
      buffer.append(UnsafeRawBufferPointer(start: base + at, count: run))
      at &+= run
      guard at < end else { return }
      if base[at] < 0x80 {
        appendEscape(base[at])
        at &+= 1
      } else if let point = CodePoint(base + at, end &- at) {
        appendNonASCII(point, base + at)
        at &+= point.length
      } else {
        appendNonASCII(scalar: 0xfffd)
        at &+= 1
      }
    }
  }

  @inline(__always)
  private mutating func appendNonASCII(_ point: CodePoint, _ bytes: UnsafePointer<UInt8>) {
    switch encoding {
    case .ascii: appendNonASCII(scalar: point.scalar)
    case .utf8: buffer.append(UnsafeRawBufferPointer(start: bytes, count: point.length))
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
    buffer.appendUninitialized(6) { room in
      room[0] = UInt8(ascii: "\\")
      room[1] = UInt8(ascii: "u")
      room[2] = Hexadecimal.digit(unit &>> 12)
      room[3] = Hexadecimal.digit(unit &>> 8)
      room[4] = Hexadecimal.digit(unit &>> 4)
      room[5] = Hexadecimal.digit(unit)
      return 6
    }
  }
}
