/// A growable run of bytes with one owner, made to be filled, sent and filled again.
///
/// It keeps its memory when it is emptied, so that a buffer in a loop allocates only until it has seen its largest use.
//
// Safe, and Sendable, unchecked: it can't be copied, and its memory is reached through it alone, never kept by what a
// closure is lent. So the function that it is passed to has the only way to the memory, as with an array that has one
// owner.
@safe @usableFromInline package struct ByteBuffer: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutableRawPointer?
  @usableFromInline var capacity: Int
  @usableFromInline package internal(set) var count: Int

  package init() {
    unsafe base = nil
    capacity = 0
    count = 0
  }

  package init(capacity: Int) {
    self.init()
    reserve(capacity)
  }

  deinit { unsafe base?.deallocate() }

  @inlinable package var isEmpty: Bool { count == 0 }

  @inlinable package var last: UInt8? {
    guard let base = unsafe base, count > 0 else { return nil }
    return unsafe base.load(fromByteOffset: count - 1, as: UInt8.self)
  }

  /// The bytes so far as text; what is not UTF-8 becomes U+FFFD.
  package var string: String {
    withBytes { $0.text }
  }

  /// Calls `body` with the bytes, which are valid only until it returns.
  @inlinable package borrowing func withBytes<Result, Failure: Error>(
    _ body: (BorrowedBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(BorrowedBytes(UnsafeRawBufferPointer(start: base, count: count)))
  }

  /// Makes room for `additional` more bytes than there are.
  @inlinable package mutating func reserve(_ additional: Int) {
    let (needed, overflow) = count.addingReportingOverflow(additional)
    precondition(!overflow, "a buffer of more bytes than the machine can address")
    if needed > capacity { grow(to: needed) }
  }

  @inlinable package mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe base?.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inlinable package mutating func append(_ bytes: BorrowedBytes) {
    guard let source = unsafe bytes.buffer.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    unsafe base?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withBytes { append($0) }
  }

  package mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append(BorrowedBytes($0)) }
  }

  /// Appends a literal of the program: no `String` is made of it, which is what a literal would be by default.
  @inlinable package mutating func append(_ text: StaticString) {
    append(text.bytes)
  }

  @_disfavoredOverload
  package mutating func append(_ text: String) {
    text.withBytes { append($0) }
  }

  /// Appends a whole number in decimal digits.
  package mutating func append(decimal number: Int) {
    guard let start = unsafe tail(ByteBuffer.mostDigits &+ 1) else { return }
    unsafe advance(by: ByteBuffer.write(decimal: number, to: start))
  }

  /// As many digits as a number of 64 bits can have.
  @inlinable package static var mostDigits: Int { 20 }

  /// Writes a whole number in decimal digits, and says how many bytes that were: `mostDigits` and a sign at most.
  @unsafe @inlinable package static func write(decimal number: Int, to start: UnsafeMutableRawPointer) -> Int {
    if number < 0 { unsafe start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self) }
    var rest = number.magnitude
    let count = (number < 0 ? 1 : 0) &+ digits(of: rest)
    var place = count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place &-= 1
      let character = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      unsafe start.storeBytes(of: character, toByteOffset: place, as: UInt8.self)
      rest = quotient
    } while rest > 0
    return count
  }

  @inlinable static func digits(of number: UInt) -> Int {
    var count = 1
    var limit: UInt = 10
    while number >= limit, count < mostDigits {
      count &+= 1
      limit = limit &* 10
    }
    return count
  }

  /// Where `room` bytes can be written behind the last one; `advance` then says how many were.
  ///
  /// For short pieces in a hot loop.
  @unsafe @inlinable package mutating func tail(_ room: Int) -> UnsafeMutableRawPointer? {
    reserve(room)
    return unsafe base?.advanced(by: count)
  }

  /// Appends the `number` bytes that were written at `tail`, at most those that there was room for.
  @inlinable package mutating func advance(by number: Int) {
    count = min(count &+ max(number, 0), capacity)
  }

  /// Forgets everything from the byte at `newCount` on.
  @inlinable package mutating func truncate(to newCount: Int) {
    count = min(count, max(newCount, 0))
  }

  /// Forgets the first `number` bytes; those behind them move to the front.
  package mutating func removeFirst(_ number: Int) {
    let rest = count - number
    guard number > 0, rest >= 0, let base = unsafe base else { return }
    unsafe base.copyMemory(from: base.advanced(by: number), byteCount: rest)
    count = rest
  }

  /// Forgets all bytes and keeps the memory, unless it is more than `limit` bytes.
  package mutating func removeAll(keepingUpTo limit: Int = .max) {
    count = 0
    guard capacity > limit else { return }
    unsafe base?.deallocate()
    unsafe base = nil
    capacity = 0
  }

  @usableFromInline mutating func grow(to needed: Int) {
    let size = max(needed, capacity &* 2, 64)
    let bigger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    if let base = unsafe base {
      unsafe bigger.copyMemory(from: base, byteCount: count)
      unsafe base.deallocate()
    }
    unsafe base = bigger
    capacity = size
  }
}
