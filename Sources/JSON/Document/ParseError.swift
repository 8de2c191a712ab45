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
    case .invalidUTF8: "expected UTF-8, found bytes that are none"
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
