import Basics

/// A field line of a request's head: where its name and its value are, without the blanks around it.
struct FieldLine: Sendable {
  var name: ByteRange
  var value: ByteRange
  var known: KnownField
}

extension FieldLine {
  /// Reads a line without its end, which starts at `start` of a request.
  init(_ line: BorrowedBytes, at start: Int) throws(RequestError) {
    var colon = 0
    while colon < line.count, Grammar.isToken(line[colon]) { colon &+= 1 }
    guard colon < line.count else { throw .missingColon }
    guard line[colon] == UInt8(ascii: ":") else { throw FieldLine.failure(of: line, at: colon) }
    // RFC 9112, section 5: field-name is a token, which is not empty.
    guard colon > 0 else { throw .emptyFieldName }

    var first = colon + 1
    var end = line.count
    while first < end, Grammar.isBlank(line[first]) { first &+= 1 }
    while end > first, Grammar.isBlank(line[end &- 1]) { end &-= 1 }
    let value = line.part(first, end)
    guard Grammar.isFieldValue(value) else {
      // RFC 9112, section 2.2, and RFC 9110, section 5.5: CR, LF, NUL and other controls are dangerous to any reader.
      throw value.contains(0x0D) ? .bareCarriageReturn : .invalidFieldValue
    }
    self.name = ByteRange(start, start + colon)
    self.value = ByteRange(start + first, start + end)
    self.known = KnownField(line.part(0, colon))
  }

  /// What is wrong with the byte where the name stopped being one.
  private static func failure(of line: BorrowedBytes, at index: Int) -> RequestError {
    switch line[index] {
    // RFC 9112, section 5.2: a server must refuse obs-fold, or unfold it; we refuse.
    case 0x20 where index == 0, 0x09 where index == 0: .foldedLine
    // RFC 9112, section 5.1: no whitespace before the colon; it has led to smuggling.
    case 0x20, 0x09: line.contains(UInt8(ascii: ":")) ? .blankBeforeColon : .missingColon
    case 0x0D: .bareCarriageReturn
    default: .invalidFieldName
    }
  }
}

/// A run of bytes in a request, counted from the request's first byte, so that it stays true when the request moves.
struct ByteRange: Sendable {
  var start: UInt32 = 0
  var count: UInt32 = 0

  static let empty = ByteRange()

  init() {}

  /// A request's head is bounded to some tens of thousands of bytes.
  init(_ start: Int, _ end: Int) {
    assert(0 <= start && start <= end && end <= Int(UInt32.max))
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: end - start)
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  func bytes(of request: BorrowedBytes) -> BorrowedBytes {
    request.part(Int(start), Int(start) + Int(count))
  }
}

/// Room for the field lines of one request after another, made once.
@safe struct FieldLineBuffer: ~Copyable {
  private let memory: UnsafeMutableBufferPointer<FieldLine>
  private(set) var count = 0

  init(capacity: Int) {
    unsafe memory = .allocate(capacity: capacity)
  }

  deinit { unsafe memory.deallocate() }

  var isFull: Bool { unsafe count == memory.count }

  /// Valid until lines are added or removed.
  var lines: FieldLines { unsafe FieldLines(UnsafeBufferPointer(memory), count: count) }

  mutating func append(_ line: FieldLine) {
    precondition(!isFull, "a field line more than there is room for")
    unsafe memory.initializeElement(at: count, to: line)
    count += 1
  }

  mutating func removeAll() { count = 0 }
}

/// The field lines of a request, lent for the length of a call.
@safe struct FieldLines: RandomAccessCollection {
  private let memory: UnsafeBufferPointer<FieldLine>
  let count: Int

  @unsafe fileprivate init(_ memory: UnsafeBufferPointer<FieldLine>, count: Int) {
    unsafe self.memory = memory
    self.count = count
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(_ index: Int) -> FieldLine {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "there is no such field line")
    return unsafe memory[index]
  }
}
