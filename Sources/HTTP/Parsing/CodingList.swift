/// The transfer codings of a request, in order, over all its Transfer-Encoding lines (RFC 9112, section 6.1).
struct CodingList {
  private(set) var isGiven = false
  private var count = 0
  private var chunkedCount = 0
  private var lastIsChunked = false

  mutating func read(_ value: UnsafeRawBufferPointer) {
    isGiven = true
    var list = self
    value.forEachListElement { list.add($0) }
    self = list
  }

  private mutating func add(_ coding: UnsafeRawBufferPointer) {
    count += 1
    lastIsChunked = coding.equalIgnoringCase("chunked")
    if lastIsChunked { chunkedCount += 1 }
  }

  /// Why the body that these codings announce can't be read; nil for `chunked` alone.
  var failure: RequestError? {
    // RFC 9112, section 6.1: chunked must not be applied twice; an empty list says nothing.
    guard count > 0, chunkedCount <= 1 else { return .invalidCoding }
    if count == 1, lastIsChunked { return nil }
    // RFC 9112, section 6.3, rule 4: where chunked is not the last, the length can't be known, and it must be 400.
    guard lastIsChunked else { return .invalidCoding }
    // RFC 9112, section 6.1: 501 for a coding that is not understood.
    return .unknownCoding
  }
}
