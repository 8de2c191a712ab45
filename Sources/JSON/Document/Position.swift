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
