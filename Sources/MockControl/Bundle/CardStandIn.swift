import Basics

/// What stands in a bundle for the number of a payment card: the same ends and length, zeros between them, and a check
/// digit that is as right or wrong as the number's own.
///
/// A server keeps and shows only the ends, so that every answer is what it was. It says nothing of the digits between
/// them, and is its own stand-in.
enum CardStandIn {
  /// How many digits stay at each end.
  private static let end = 4

  /// The bytes with other digits in the place of their own, if they have digits enough; whatever else is among them
  /// stays.
  static func number(_ text: [UInt8]) -> [UInt8] {
    let places = text.indices.filter { isDigit(text[$0]) }
    guard places.count > 2 * end else { return text }
    var replaced = text
    for place in places.dropFirst(end).dropLast(end) { replaced[place] = UInt8(ascii: "0") }
    let wanted = Luhn.sum(places.map { text[$0] }) % 10
    // The first digit between the ends makes the sum right: each of ten adds another amount to it, modulo ten.
    for digit in UInt8(ascii: "0")...UInt8(ascii: "9") {
      replaced[places[end]] = digit
      if Luhn.sum(places.map { replaced[$0] }) % 10 == wanted { break }
    }
    return replaced
  }

  /// The three or four digits of a card's code, or what else was given for them. Ones: a number doesn't begin with 0.
  static func code(_ text: String) -> String {
    String(text.map { $0.isASCII && $0.isNumber ? "1" : $0.isLetter ? "x" : $0 })
  }

  /// The bytes with a stand-in for each number of a payment card in them: 13 to 19 digits that begin with 2 to 6, with
  /// the right check digit, single spaces or hyphens between them.
  static func replaceNumbers(in text: [UInt8]) -> [UInt8] {
    var replaced = text
    var index = 0
    while index < text.count {
      guard isDigit(text[index]) else {
        // The digits of an escape are none of the text: %20.
        index += text[index] == UInt8(ascii: "%") ? 3 : 1
        continue
      }
      let run = run(from: index, in: text)
      let digits = text[run].filter { isDigit($0) }
      if Redaction.isCardNumber(digits), !isPart(run, of: text) {
        replaced.replaceSubrange(run, with: number(Array(text[run])))
        index = run.upperBound
      } else {
        // The digits up to the first separator can be one by themselves.
        let piece = index..<(text[run].firstIndex { !isDigit($0) } ?? run.upperBound)
        if Redaction.isCardNumber(text[piece]), !isPart(piece, of: text) {
          replaced.replaceSubrange(piece, with: number(Array(text[piece])))
        }
        index = piece.upperBound
      }
    }
    return replaced
  }

  /// Digits with single separators between them.
  private static func run(from start: Int, in text: [UInt8]) -> Range<Int> {
    var end = start
    while end < text.count {
      if isDigit(text[end]) {
        end += 1
      } else if " -+".utf8.contains(text[end]), end + 1 < text.count, isDigit(text[end + 1]) {
        end += 2
      } else {
        break
      }
    }
    return start..<end
  }

  /// Whether the digits belong to something longer: a word, a hexadecimal id, a decimal.
  private static func isPart(_ run: Range<Int>, of text: [UInt8]) -> Bool {
    let start = run.lowerBound
    let before = start > 0 ? text[start - 1] : 0x20
    let after = run.upperBound < text.count ? text[run.upperBound] : 0x20
    // A letter or digit of an escape is none of the text: %20, or \n.
    let isEscaped =
      (start >= 3 && text[start - 3] == UInt8(ascii: "%")) || (start >= 2 && text[start - 2] == UInt8(ascii: "\\"))
    return (isWord(before) && !isEscaped) || isWord(after) || before == UInt8(ascii: ".")
      || (after == UInt8(ascii: ".") && run.upperBound + 1 < text.count && isDigit(text[run.upperBound + 1]))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }
}
