/// Why and where a text is not JSON.
///
/// Source: RFC 8259
package struct ParseError: Error, Equatable, Sendable {
  package enum Problem: Equatable, Sendable {
    case unexpected(expected: String, found: String)
    case byteOrderMark
    case foreignEncoding(String)
    case invalidUTF8
    case controlCharacter(UInt8)
    case loneSurrogate(UInt16)
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
  }

  package let problem: Problem
  package let position: Position
  /// Bytes before the place.
  package let offset: Int

  package init(_ problem: Problem, at position: Position, offset: Int) {
    self.problem = problem
    self.position = position
    self.offset = offset
  }
}

extension ParseError: CustomStringConvertible {
  /// `line 1, column 9: expected a value, found ','`
  package var description: String { "\(position): \(problem)" }
}

extension ParseError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unexpected(let expected, let found): "expected \(expected), found \(found)"
    case .byteOrderMark: "expected a value, found a byte order mark, which JSON doesn't have"
    case .foreignEncoding(let name): "expected UTF-8, found \(name): save the text as UTF-8"
    case .invalidUTF8: "expected UTF-8, found bytes that aren't UTF-8"
    case .controlCharacter(let byte): "expected \(escape(UInt16(byte))), found that control character unescaped"
    case .loneSurrogate(let unit): "expected a surrogate pair, found \(escape(unit)) alone"
    case .duplicateKey(let key): "expected each key once, found \"\(key)\" again"
    case .tooDeep(let limit): "expected at most \(limit) levels, found one more"
    case .tooLong(let limit): "expected at most \(limit) bytes, found more"
    }
  }

  private func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// What was found instead, in words.
extension Parser {
  func error(_ problem: ParseError.Problem, at offset: Int) -> ParseError {
    ParseError(problem, at: Position(of: offset, in: text), offset: offset)
  }

  func unexpected(_ expected: String) -> ParseError {
    guard !isInvalidUTF8 else { return error(.invalidUTF8, at: at) }
    return error(.unexpected(expected: expected, found: found), at: at)
  }

  private var isInvalidUTF8: Bool {
    at < text.count && CodePoint(text, at: at) == nil
  }

  /// The character at the place, quoted, or what it is where it can't be seen.
  private var found: String {
    guard at < text.count else { return "the end of the text" }
    guard let point = CodePoint(text, at: at), let scalar = Unicode.Scalar(point.scalar) else {
      return "bytes that aren't UTF-8"
    }
    guard scalar.properties.generalCategory != .control, scalar.properties.generalCategory != .format else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return "'\(Character(scalar))'"
  }
}

/// A place in a text as an editor shows it: line and column from 1, columns in Unicode code points.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place of the byte at `offset`. Takes as long as the text before it.
  init(of offset: Int, in text: some Collection<UInt8>) {
    var line = 1
    var column = 1
    for byte in text.prefix(max(offset, 0)) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        // The other bytes continue a code point that has been counted.
        column += 1
      }
    }
    self.init(line: line, column: column)
  }
}

extension Position: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}
