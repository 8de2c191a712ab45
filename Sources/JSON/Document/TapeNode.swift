import Basics

/// One entry of a document's tape: a value, or a member's key, and where its text is.
///
/// Values stand in the order of the text: behind a container come its contents, behind a key its value. 16 bytes each.
struct TapeNode: BitwiseCopyable {
  /// The bytes of the text; a string's are those between its quotes.
  let start: UInt32
  var end: UInt32
  /// The tape's index behind this value and all in it.
  var next: UInt32
  /// Three bits of kind, one that says that a string has escapes, and the number of elements or members.
  private var details: UInt32

  init(_ kind: Kind, start: Int, end: Int, next: Int, isEscaped: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    details = UInt32(kind.rawValue) | (isEscaped ? 8 : 0)
  }

  /// Ends a container behind the byte and the node that are its last.
  mutating func close(end: Int, next: Int, count: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    details = details & 15 | UInt32(truncatingIfNeeded: count) << 4
  }

  var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: details & 7)) ?? .null }
  var isEscaped: Bool { details & 8 != 0 }
  var count: Int { Int(details >> 4) }
  var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
}

/// The memory that a parser writes its nodes to.
@safe struct Tape {
  private let nodes: UnsafeMutableBufferPointer<TapeNode>

  /// - Parameter nodes: valid for as long as the parser works, and changed by it alone
  @unsafe init(_ nodes: UnsafeMutableBufferPointer<TapeNode>) {
    unsafe self.nodes = nodes
  }

  /// The tape is as long as `NodeCount` says, which no text goes beyond; a mistake in that must not write elsewhere.
  @inline(__always)
  func initialize(_ index: Int, to node: TapeNode) {
    precondition(unsafe index < nodes.count, "a text with more nodes than were counted")
    unsafe nodes.initializeElement(at: index, to: node)
  }

  subscript(_ index: Int) -> TapeNode {
    @inline(__always) get {
      assert(unsafe UInt(bitPattern: index) < UInt(bitPattern: nodes.count), "there is no such node")
      return unsafe nodes[index]
    }
    @inline(__always) nonmutating set {
      assert(unsafe UInt(bitPattern: index) < UInt(bitPattern: nodes.count), "there is no such node")
      unsafe nodes[index] = newValue
    }
  }
}

/// The most nodes that a text can have, counted eight bytes at a time, so that the tape is allocated once.
///
/// Each node but the first stands behind one of `,` `:` `[` `{`; those within strings are counted too.
enum NodeCount {
  private static let lowBits: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  static func limit(of text: BorrowedBytes) -> Int {
    var count = 1
    var index = 0
    while index &+ 8 <= text.count {
      count &+= marks(in: text.word(at: index)).nonzeroBitCount
      index &+= 8
    }
    while index < text.count {
      count &+= marks(in: UInt64(text[index])).nonzeroBitCount
      index &+= 1
    }
    return count
  }

  /// A bit for each byte that a node can follow. `[` and `{` differ in one bit, which is set first.
  @inline(__always)
  private static func marks(in word: UInt64) -> UInt64 {
    zeros(in: word ^ (ones &* UInt64(UInt8(ascii: ","))))
      | zeros(in: word ^ (ones &* UInt64(UInt8(ascii: ":"))))
      | zeros(in: (word | (ones &* 0x20)) ^ (ones &* UInt64(UInt8(ascii: "{"))))
  }

  /// The high bit of each byte that is 0, and no other: no carry leaves its byte.
  /// Source: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
  @inline(__always)
  private static func zeros(in word: UInt64) -> UInt64 {
    ~(((word & lowBits) &+ lowBits) | word | lowBits)
  }
}
