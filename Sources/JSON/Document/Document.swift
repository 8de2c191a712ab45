import Basics

/// A parsed JSON text: its bytes, and a flat tape of where its values are.
///
/// Three allocations whatever the size, and nothing decoded before it is asked for. Source: RFC 8259, read strictly: no
/// byte order mark, UTF-8 only, no key twice, at most 64 levels, 256 MiB.
//
// Sendable, unchecked: the nodes are written before the initialiser returns, never changed after it, and freed with the
// last reference. Memory of its own, since an array of nodes takes 400 instructions more to make.
@safe package final class Document: @unchecked Sendable {
  let bytes: [UInt8]
  private let nodes: UnsafeMutableBufferPointer<TapeNode>
  /// How many of them there are; behind those is nothing.
  private let nodeCount: Int

  package static let maxDepth = 64
  /// As many bytes as a node's 28 bits of count can have elements.
  package static let maxBytes = 1 << 28 - 1

  package init(parsing bytes: [UInt8]) throws(ParseError) {
    guard bytes.count <= Self.maxBytes else {
      throw ParseError(.tooLong(limit: Self.maxBytes), at: Position(line: 1, column: 1), offset: 0)
    }
    self.bytes = bytes
    let limit = bytes.withBytes { NodeCount.limit(of: $0) }
    let tape = UnsafeMutableBufferPointer<TapeNode>.allocate(capacity: limit)
    do throws(ParseError) {
      nodeCount = try bytes.withBytes { text throws(ParseError) in
        var parser = unsafe Parser(text, tape: Tape(tape))
        try parser.parse()
        return parser.used
      }
    } catch {
      unsafe tape.deallocate()
      throw error
    }
    unsafe nodes = tape
  }

  deinit { unsafe nodes.deallocate() }

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

  /// The node at a place of the tape; one beyond it would read as an empty null instead of trapping.
  func node(at place: Int) -> TapeNode {
    guard UInt(bitPattern: place) < UInt(bitPattern: nodeCount) else {
      return TapeNode(.null, start: 0, end: 0, next: place &+ 1)
    }
    return unsafe nodes[place]
  }

  /// Where the value of the member with that key is, among `count` members from `first` on: no value is made of those
  /// that are passed.
  func place(of key: BorrowedBytes, in first: Int, count: Int) -> Int? {
    bytes.withBytes { text in
      var place = first
      for _ in 0..<count {
        if Text(node(at: place), in: text).equals(key) { return place &+ 1 }
        place = Int(node(at: place &+ 1).next)
      }
      return nil
    }
  }

  /// Whether the members from `first` on begin with these keys, in this order.
  func hasKeys(_ keys: [[UInt8]], from first: Int) -> Bool {
    bytes.withBytes { text in
      var place = first
      for key in keys {
        let keyText = Text(node(at: place), in: text)
        guard key.withBytes({ keyText.equals($0) }) else { return false }
        place = Int(node(at: place &+ 1).next)
      }
      return true
    }
  }
}
