import Basics

/// The pairs of a request target's query, read as a form's (WHATWG URL, application/x-www-form-urlencoded parsing).
extension Request {
  /// The first value of that name, decoded.
  package func queryItem(_ name: String) -> String? {
    guard let query = head.query else { return nil }
    let bytes = query.bytes(of: bytes)
    var start = 0
    while start < bytes.count {
      let (key, value, next) = Request.pair(in: bytes, from: start)
      start = next
      if key.equal(name) || PercentEncoding.decodeLoosely(key) == name { return PercentEncoding.decodeLoosely(value) }
    }
    return nil
  }

  /// All pairs in order, decoded.
  package var queryItems: [(name: String, value: String)] {
    guard let query = head.query else { return [] }
    return Request.queryItems(in: query.bytes(of: bytes))
  }

  /// All pairs of a query that was kept, in order, decoded.
  package static func queryItems(in bytes: BorrowedBytes) -> [(name: String, value: String)] {
    var items: [(name: String, value: String)] = []
    var start = 0
    while start < bytes.count {
      let (key, value, next) = Request.pair(in: bytes, from: start)
      start = next
      if key.isEmpty, value.isEmpty { continue }
      items.append((PercentEncoding.decodeLoosely(key), PercentEncoding.decodeLoosely(value)))
    }
    return items
  }

  private static func pair(
    in bytes: BorrowedBytes, from start: Int
  ) -> (key: BorrowedBytes, value: BorrowedBytes, next: Int) {
    let end = bytes.firstIndex(of: UInt8(ascii: "&"), from: start) ?? bytes.count
    let pair = bytes.part(start, end)
    guard let equals = pair.firstIndex(of: UInt8(ascii: "="), from: 0) else {
      return (pair, pair.part(pair.count, pair.count), end + 1)
    }
    return (pair.part(0, equals), pair.part(equals + 1, pair.count), end + 1)
  }
}
