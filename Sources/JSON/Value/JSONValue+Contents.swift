import Basics

/// What is in arrays and objects.
extension JSONValue {
  /// An array's values, nil for anything else.
  package var elements: Elements? {
    let node = node
    guard node.kind == .array else { return nil }
    return Elements(document, from: index + 1, count: node.count)
  }

  package var array: [JSONValue]? { elements.map(Array.init) }

  /// An object's members, nil for anything else.
  package var members: Members? {
    let node = node
    guard node.kind == .object else { return nil }
    return Members(document, from: index + 1, count: node.count)
  }

  /// How many elements or members there are; 0 for a value that has none.
  package var count: Int { node.count }

  /// The member of an object with that key. Looks at one after the other.
  package subscript(_ key: String) -> JSONValue? { key.withBytes { member($0) } }

  /// The same for a literal, of which no `String` is made.
  package func member(_ key: StaticString) -> JSONValue? {
    key.hasPointerRepresentation ? member(key.bytes) : self["\(key)"]
  }

  @inline(__always)
  private func member(_ key: BorrowedBytes) -> JSONValue? {
    let object = node
    guard object.kind == .object else { return nil }
    return document.place(of: key, in: index &+ 1, count: object.count).map { JSONValue(document, $0) }
  }

  /// The element of an array at that index, from 0. Looks at those before it.
  package subscript(_ index: Int) -> JSONValue? {
    guard let elements, index >= 0, index < elements.count else { return nil }
    return elements.dropFirst(index).first { _ in true }
  }
}

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
