import Basics

/// A parsed JSON text: its bytes, and a flat tape of where its values are.
///
/// Three allocations whatever the size, and nothing decoded before it is asked for. Source: RFC 8259, read strictly: no
/// byte order mark, UTF-8 only, no key twice, at most 64 levels, 256 MiB.
package final class Document: Sendable {
  let bytes: [UInt8]
  let nodes: [TapeNode]

  package static let maxDepth = 64
  /// As many bytes as a node's 28 bits of count can have elements.
  package static let maxBytes = 1 << 28 - 1

  package init(parsing bytes: [UInt8]) throws(ParseError) {
    guard bytes.count <= Self.maxBytes else {
      throw ParseError(.tooLong(limit: Self.maxBytes), at: Position(line: 1, column: 1), offset: 0)
    }
    var failure: ParseError?
    nodes = bytes.withBytes { text in
      // The closure can't throw a typed error, so it leaves the error in a variable.
      unsafe [TapeNode](unsafeUninitializedCapacity: NodeCount.limit(of: text)) { tape, count in
        var parser = unsafe Parser(text, tape: Tape(tape))
        do throws(ParseError) {
          try parser.parse()
          count = parser.used
        } catch {
          failure = error
        }
      }
    }
    self.bytes = bytes
    if let failure { throw failure }
  }

  /// Parses the contents of a file, which an editor may have written: a byte order mark is ignored, and a text in
  /// UTF-16 or UTF-32 is refused with the name of its encoding.
  package convenience init(parsingFile bytes: [UInt8]) throws(ParseError) {
    if let encoding = Self.foreignEncoding(of: bytes) {
      throw ParseError(.foreignEncoding(encoding), at: Position(line: 1, column: 1), offset: 0)
    }
    try self.init(parsing: bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes)
  }

  package static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  /// Of a text that can't be UTF-8: it starts with the mark of another encoding, or has a NUL where JSON begins.
  private static func foreignEncoding(of bytes: [UInt8]) -> String? {
    let start = bytes.prefix(4)
    if start == [0xff, 0xfe, 0, 0] || start == [0, 0, 0xfe, 0xff] { return "UTF-32" }
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) { return "UTF-16" }
    // Every JSON text starts with an ASCII character.
    switch Array(start.map { $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return "UTF-32"
    case [true, false, true, false], [false, true, false, true], [true, false], [false, true]: return "UTF-16"
    default: return nil
    }
  }

  package var root: JSONValue { JSONValue(self, 0) }

  /// Where the value of the member with that key is, among `count` members from `first` on: no value is made of those
  /// that are passed.
  func place(of key: BorrowedBytes, in first: Int, count: Int) -> Int? {
    bytes.withBytes { text in
      unsafe nodes.withUnsafeBufferPointer { nodes in
        var place = first
        for _ in 0..<count where place &+ 1 < nodes.count {
          if unsafe Text(nodes[place], in: text).equals(key) { return place &+ 1 }
          place = unsafe Int(nodes[place &+ 1].next)
        }
        return nil
      }
    }
  }

  /// Whether the members from `first` on begin with these keys, in this order.
  func hasKeys(_ keys: [[UInt8]], from first: Int) -> Bool {
    bytes.withBytes { text in
      var place = first
      for key in keys {
        guard place &+ 1 < nodes.count else { return false }
        let keyText = Text(nodes[place], in: text)
        guard key.withBytes({ keyText.equals($0) }) else { return false }
        place = Int(nodes[place &+ 1].next)
      }
      return true
    }
  }
}
