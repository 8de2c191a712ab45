import Basics

/// Reads a text once, from left to right, and writes its values to a tape.
///
/// It reads where the bytes are, and allocates nothing but a table of the keys of an object with many. A place without
/// a byte reads as 0, which no rule accepts. Source: RFC 8259, sections 2 to 7
struct Parser: ~Copyable {
  let text: BorrowedBytes
  let tape: Tape
  /// The byte to look at next.
  var at = 0
  /// Nodes written so far.
  private(set) var used = 0

  init(_ text: BorrowedBytes, tape: Tape) {
    self.text = text
    self.tape = tape
  }

  mutating func parse() throws(ParseError) {
    guard !text.starts(with: Document.byteOrderMark) else { throw error(.byteOrderMark, at: 0) }
    skipSpace()
    try parseValue(depth: 1)
    skipSpace()
    guard at == text.count else { throw unexpected("the end of the text") }
  }

  @inline(__always)
  var current: UInt8 { byte(at) }

  /// Places are counted up from 0: only what is beyond the text has to be looked for.
  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  @inline(__always)
  mutating func skipSpace() {
    while at < text.count, isSpace(text[at]) { at &+= 1 }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  @inline(__always)
  mutating func append(_ node: TapeNode) {
    tape.initialize(used, to: node)
    used &+= 1
  }

  private mutating func parseValue(depth: Int) throws(ParseError) {
    switch current {
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "{"): try parseObject(depth: depth)
    case UInt8(ascii: "["): try parseArray(depth: depth)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
    case UInt8(ascii: "t"): try parseWord("true", .bool)
    case UInt8(ascii: "f"): try parseWord("false", .bool)
    case UInt8(ascii: "n"): try parseWord("null", .null)
    default: throw unexpected("a value")
    }
  }

  private mutating func parseWord(_ word: StaticString, _ kind: Kind) throws(ParseError) {
    let start = at
    for offset in 0..<word.utf8CodeUnitCount {
      guard current == (unsafe word.utf8Start[offset]) else {
        at = start
        throw unexpected("a value")
      }
      at &+= 1
    }
    append(TapeNode(kind, start: start, end: at, next: used &+ 1))
  }

  private mutating func parseArray(depth: Int) throws(ParseError) {
    let node = try open(.array, depth: depth)
    var count = 0
    if current != UInt8(ascii: "]") {
      while true {
        try parseValue(depth: depth &+ 1)
        count &+= 1
        skipSpace()
        guard current == UInt8(ascii: ",") else { break }
        at &+= 1
        skipSpace()
      }
      guard current == UInt8(ascii: "]") else { throw unexpected("',' or ']'") }
    }
    at &+= 1
    close(node, count: count)
  }

  private mutating func parseObject(depth: Int) throws(ParseError) {
    let node = try open(.object, depth: depth)
    var count = 0
    if current != UInt8(ascii: "}") {
      while true {
        guard current == UInt8(ascii: "\"") else { throw unexpected(count == 0 ? "a key or '}'" : "a key") }
        try parseString()
        skipSpace()
        guard current == UInt8(ascii: ":") else { throw unexpected("':'") }
        at &+= 1
        skipSpace()
        try parseValue(depth: depth &+ 1)
        count &+= 1
        skipSpace()
        guard current == UInt8(ascii: ",") else { break }
        at &+= 1
        skipSpace()
      }
      guard current == UInt8(ascii: "}") else { throw unexpected("',' or '}'") }
    }
    at &+= 1
    close(node, count: count)
    if count > 1 { try checkKeys(of: node) }
  }

  /// Starts a container and goes to what it has first.
  @inline(__always)
  private mutating func open(_ kind: Kind, depth: Int) throws(ParseError) -> Int {
    guard depth <= Document.maxDepth else { throw error(.tooDeep(limit: Document.maxDepth), at: at) }
    let node = used
    append(TapeNode(kind, start: at, end: at, next: used))
    at &+= 1
    skipSpace()
    return node
  }

  /// Ends a container. The node is changed as a copy: with the thread sanitizer the compiler fails on a change in
  /// place.
  @inline(__always)
  private func close(_ node: Int, count: Int) {
    var closed = tape[node]
    closed.close(end: at, next: used, count: count)
    tape[node] = closed
  }
}
