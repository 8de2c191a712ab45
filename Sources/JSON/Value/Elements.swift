/// The values of an array, in order.
package struct Elements: Sequence, Sendable {
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

  package func makeIterator() -> Iterator {
    Iterator(next: JSONValue(document, first), remaining: count)
  }

  package struct Iterator: IteratorProtocol {
    private var value: JSONValue
    private var remaining: Int

    init(next value: JSONValue, remaining: Int) {
      self.value = value
      self.remaining = remaining
    }

    package mutating func next() -> JSONValue? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let current = value
      value = JSONValue(current.document, Int(current.node.next))
      return current
    }
  }
}
