/// The keys and values of an object, in order.
package struct Members: Sequence, Sendable {
  private let document: Document
  private let first: Int
  package let count: Int

  init(_ document: Document, from first: Int, count: Int) {
    self.document = document
    self.first = first
    self.count = count
  }

  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { count }

  /// Whether they have these keys, in this order and no others; each given in UTF-8.
  package func haveKeys(_ keys: [[UInt8]]) -> Bool {
    count == keys.count && document.hasKeys(keys, from: first)
  }

  package func makeIterator() -> Iterator {
    Iterator(key: JSONValue(document, first), remaining: count)
  }

  package struct Iterator: IteratorProtocol {
    private var key: JSONValue
    private var remaining: Int

    init(key: JSONValue, remaining: Int) {
      self.key = key
      self.remaining = remaining
    }

    package mutating func next() -> (key: String, value: JSONValue)? {
      guard let (key, value) = nextPair() else { return nil }
      return (key.string ?? "", value)
    }

    /// As `next`, with the key as the string value that it is, which makes no `String`.
    package mutating func nextPair() -> (key: JSONValue, value: JSONValue)? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let (current, value) = (key, JSONValue(key.document, key.index + 1))
      key = JSONValue(key.document, Int(value.node.next))
      return (current, value)
    }
  }
}
