import Basics

/// Strings and numbers.
extension Parser {
  /// Reads a string, checks its escapes and its UTF-8, and decodes nothing.
  ///
  /// Source: RFC 8259, section 7
  mutating func parseString() throws(ParseError) {
    at &+= 1
    let start = at
    var isEscaped = false
    while true {
      at &+= PlainRun.length(text, from: at, stopsAtNonASCII: true)
      guard at < text.count else { throw unexpected("'\"'") }
      switch text[at] {
      case UInt8(ascii: "\""):
        append(TapeNode(.string, start: start, end: at, next: used &+ 1, isEscaped: isEscaped))
        at &+= 1
        return
      case UInt8(ascii: "\\"):
        isEscaped = true
        try parseEscape()
      case 0x80...:
        try parseNonASCII()
      case let control:
        throw error(.controlCharacter(control), at: at)
      }
    }
  }

  private mutating func parseNonASCII() throws(ParseError) {
    var index = at
    while byte(index) >= 0x80 {
      guard let point = CodePoint(text, at: index) else { throw error(.invalidUTF8, at: index) }
      index &+= point.length
    }
    at = index
  }

  private mutating func parseEscape() throws(ParseError) {
    let start = at
    at &+= 1
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at &+= 1
    case UInt8(ascii: "u"):
      let unit = try parseUnit()
      guard UTF16.isSurrogate(unit) else { return }
      guard UTF16.isLeadSurrogate(unit), current == UInt8(ascii: "\\"), byte(at + 1) == UInt8(ascii: "u")
      else { throw error(.loneSurrogate(unit), at: start) }
      at &+= 1
      guard UTF16.isTrailSurrogate(try parseUnit()) else { throw error(.loneSurrogate(unit), at: start) }
    default: throw unexpected("one of \" \\ / b f n r t u after '\\'")
    }
  }

  /// Reads the four digits behind the `u` of an escape.
  private mutating func parseUnit() throws(ParseError) -> UInt16 {
    at &+= 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Hexadecimal.value(of: current) else { throw unexpected("four hexadecimal digits after \\u") }
      unit = unit &<< 4 | UInt16(digit)
      at &+= 1
    }
    return unit
  }

  /// Reads a number of any size, and leaves it as text.
  ///
  /// Source: RFC 8259, section 6
  mutating func parseNumber() throws(ParseError) {
    let start = at
    if current == UInt8(ascii: "-") { at &+= 1 }
    if current == UInt8(ascii: "0") {
      at &+= 1
      if isDigit(current) { throw unexpected("no digit after a leading 0") }
    } else {
      try parseDigits()
    }
    if current == UInt8(ascii: ".") {
      at &+= 1
      try parseDigits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at &+= 1 }
      try parseDigits()
    }
    append(TapeNode(.number, start: start, end: at, next: used &+ 1))
  }

  @inline(__always)
  private mutating func parseDigits() throws(ParseError) {
    guard isDigit(current) else { throw unexpected("a digit") }
    repeat { at &+= 1 } while isDigit(current)
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
