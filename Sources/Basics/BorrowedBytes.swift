import Glibc

/// Bytes that another value owns and lends for the length of a call: a part of a receive buffer, of an array, of a
/// text.
///
/// `UnsafeRawBufferPointer` behind accessors that check their bounds in a debug build, where all tests and fuzzing run,
/// so that code which reads bytes needs no `unsafe`; checks in a release took a quarter of the JSON parser's
/// instructions in addition. What nothing checks is that the owner outlives the call: who makes one answers for that,
/// with `unsafe`, and who is lent one doesn't keep it. `RawSpan` would have it checked, but is no collection and can't
/// be stored in a request.
@safe @usableFromInline package struct BorrowedBytes: RandomAccessCollection {
  @usableFromInline let buffer: UnsafeRawBufferPointer

  /// - Parameter buffer: valid and unchanged for as long as the bytes are used
  @unsafe @inlinable package init(_ buffer: UnsafeRawBufferPointer) {
    unsafe self.buffer = buffer
  }

  /// The part of other bytes that a slice of them is, counted from 0.
  @inlinable package init(rebasing slice: Slice<BorrowedBytes>) {
    self = slice.base.part(slice.startIndex, slice.endIndex)
  }

  /// No bytes.
  @inlinable package init() {
    unsafe buffer = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { unsafe buffer.count }
  @inlinable package var count: Int { unsafe buffer.count }

  @inlinable package subscript(_ index: Int) -> UInt8 {
    assert(UInt(bitPattern: index) < UInt(bitPattern: count), "there is no byte at that index")
    return unsafe buffer[index]
  }

  /// The bytes from `start` up to `end`, counted from their own 0.
  @inlinable @inline(__always) package func part(_ start: Int, _ end: Int) -> BorrowedBytes {
    assert(0 <= start && start <= end && end <= count, "there are no such bytes")
    return unsafe BorrowedBytes(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
  }

  /// Eight bytes from `index` on, in the order of the machine.
  @inlinable @inline(__always) package func word(at index: Int) -> UInt64 {
    assert(0 <= index && index &+ 8 <= count, "there are no such bytes")
    return unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// The text; what is not UTF-8 becomes U+FFFD.
  @inlinable package var text: String { unsafe String(decoding: buffer, as: UTF8.self) }

  /// Calls `body` with the memory, for the system and for C.
  @unsafe @inlinable package func withUnsafeMemory<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(buffer)
  }

  @inlinable package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try unsafe buffer.withContiguousStorageIfAvailable(body)
  }

  package func hash(into hasher: inout Hasher) { unsafe hasher.combine(bytes: buffer) }

  /// Whether it is the same memory, and not only the same bytes.
  package func isSameMemory(as other: BorrowedBytes) -> Bool {
    unsafe count == other.count && buffer.baseAddress == other.buffer.baseAddress
  }

  @inlinable package func equal(_ other: BorrowedBytes) -> Bool {
    guard count == other.count, let start = unsafe buffer.baseAddress, let otherStart = unsafe other.buffer.baseAddress
    else { return count == other.count }
    return unsafe memcmp(start, otherStart, count) == 0
  }

  @_disfavoredOverload
  package func equal(_ text: String) -> Bool { text.withBytes { equal($0) } }

  @inlinable package func equal(_ literal: StaticString) -> Bool { equal(literal.bytes) }

  @inlinable package func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: 0) != nil }

  @inlinable package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let first = unsafe buffer.baseAddress else { return nil }
    assert(start >= 0, "there is no byte at that index")
    guard let found = unsafe memchr(first + start, Int32(byte), count - start) else { return nil }
    return unsafe UnsafeRawPointer(found) - first
  }
}

/// Bytes that another value owns and lends for the length of a call to be changed.
@safe package struct BorrowedMutableBytes {
  private let buffer: UnsafeMutableRawBufferPointer

  /// - Parameter buffer: valid for as long as the bytes are used, and changed through them alone
  @unsafe package init(_ buffer: UnsafeMutableRawBufferPointer) {
    unsafe self.buffer = buffer
  }

  package var count: Int { unsafe buffer.count }

  /// The same bytes to read.
  package var bytes: BorrowedBytes { unsafe BorrowedBytes(UnsafeRawBufferPointer(buffer)) }

  /// Copies the bytes of `range` to where they start at `start`; both may overlap.
  package func move(_ range: Range<Int>, to start: Int) {
    precondition(0 <= range.lowerBound && range.upperBound <= count, "there are no such bytes")
    precondition(0 <= start && start + range.count <= count, "there is no room for these bytes")
    guard let first = unsafe buffer.baseAddress else { return }
    unsafe memmove(first + start, first + range.lowerBound, range.count)
  }

  /// Calls `body` with the memory, for the system and for C.
  @unsafe package func withUnsafeMemory<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
    unsafe body(buffer)
  }
}

/// Bytes of the program's read-only data: they are there as long as the program, and never change.
@safe package struct StaticBytes: @unchecked Sendable {
  private let buffer: UnsafeRawBufferPointer

  /// - Parameter start: in read-only data
  @unsafe package init(start: UnsafePointer<UInt8>, count: Int) {
    unsafe buffer = UnsafeRawBufferPointer(start: start, count: count)
  }

  package var count: Int { unsafe buffer.count }

  /// A copy.
  package var array: [UInt8] { unsafe Array(buffer) }
}

extension [UInt8] {
  /// A copy.
  @inlinable package init(_ bytes: BorrowedBytes) {
    unsafe self.init(bytes.buffer)
  }

  /// Calls `body` with the elements.
  @inlinable package func withBytes<Result, Failure: Error>(
    _ body: (BorrowedBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeBufferPointer { (bytes) throws(Failure) in
      try unsafe body(BorrowedBytes(UnsafeRawBufferPointer(bytes)))
    }
  }

  /// Calls `body` with the elements, which it may change.
  package mutating func withMutableBytes<Result>(_ body: (BorrowedMutableBytes) throws -> Result) rethrows -> Result {
    try unsafe withUnsafeMutableBytes { try unsafe body(BorrowedMutableBytes($0)) }
  }
}

extension Span<UInt8> {
  /// Calls `body` with the elements.
  @inlinable package func withBytes<Result, Failure: Error>(
    _ body: (BorrowedBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeBytes { (bytes) throws(Failure) in try unsafe body(BorrowedBytes(bytes)) }
  }
}

extension String {
  /// Calls `body` with the text in UTF-8.
  @inlinable package func withBytes<Result>(_ body: (BorrowedBytes) throws -> Result) rethrows -> Result {
    var text = self
    return try text.withUTF8 { try unsafe body(BorrowedBytes(UnsafeRawBufferPointer($0))) }
  }
}

extension StaticString {
  /// The literal in UTF-8: it is there as long as the program.
  @inlinable package var bytes: BorrowedBytes {
    unsafe BorrowedBytes(UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount))
  }
}
