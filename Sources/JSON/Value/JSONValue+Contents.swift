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
  package subscript(_ key: String) -> JSONValue? {
    let object = node
    guard object.kind == .object else { return nil }
    var key = key
    let place = key.withUTF8 { document.place(of: $0, in: index &+ 1, count: object.count) }
    return place.map { JSONValue(document, $0) }
  }

  /// The element of an array at that index, from 0. Looks at those before it.
  package subscript(_ index: Int) -> JSONValue? {
    guard let elements, index >= 0, index < elements.count else { return nil }
    return elements.dropFirst(index).first { _ in true }
  }
}
