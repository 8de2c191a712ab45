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
    guard at < text.count, let base = text.baseAddress else { return false }
    return CodePoint(base + at, text.count - at) == nil
  }

  /// The character at the place, quoted, or what it is where it can't be seen.
  private var found: String {
    guard at < text.count, let base = text.baseAddress else { return "the end of the text" }
    guard let point = CodePoint(base + at, text.count - at), let scalar = Unicode.Scalar(point.scalar) else {
      return "bytes that are no UTF-8"
    }
    guard scalar.properties.generalCategory != .control, scalar.properties.generalCategory != .format else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return "'\(Character(scalar))'"
  }
}
