import JSON
import JSONRPC

/// The properties of an endpoint's answer, at any depth, each with the index of its item.
indirect enum AnswerFields: Sendable {
  struct Property: Sendable {
    let name: String
    /// The key in the `documented` dialect.
    let documentedName: String
    let item: Int
    /// Whether `false` says something, as it does of what is true or false.
    let isBoolean: Bool
    let since: Revision
    let content: AnswerFields
  }

  case scalar
  case object([Property])
  /// An array, or an object whose keys are data.
  case elements(AnswerFields)
  case anyOf([AnswerFields])

  /// - Parameters:
  ///   - place: the path so far, such as `users[]`.
  ///   - add: makes an item and returns its index.
  init(_ schema: JSONSchema, at place: String, since: Revision, add: (CoverageItem) -> Int) {
    switch schema {
    case .object(let properties):
      self = .object(
        properties.map { property in
          let name = property.name(in: .jsonrpc)
          let path = place.isEmpty ? name : place + "." + name
          let since = max(since, property.since)
          return Property(
            name: name, documentedName: property.name(in: .documented),
            item: add(CoverageItem(.field, path, in: .since(since))), isBoolean: property.schema == .boolean,
            since: since, content: AnswerFields(property.schema, at: path, since: since, add: add))
        })
    case .list(let element): self = .elements(AnswerFields(element, at: place + "[]", since: since, add: add))
    case .map(let element): self = .elements(AnswerFields(element, at: place + "{}", since: since, add: add))
    case .orFalse(let inner): self = AnswerFields(inner, at: place, since: since, add: add)
    case .anyOf(let schemas):
      self = .anyOf(schemas.map { AnswerFields($0, at: place, since: since, add: add) })
    case .string, .text, .integer, .number, .boolean, .stringOrNumber, .choice, .null, .any, .wholeNumber:
      self = .scalar
    }
  }

  /// Calls `mark` with the item of every property of `value` that isn't empty.
  func visit(_ value: JSONValue, mark: (Int) -> Void) {
    switch self {
    case .scalar: return
    case .elements(let content):
      if let elements = value.elements {
        for element in elements { content.visit(element, mark: mark) }
      } else if let members = value.members {
        for (_, element) in members { content.visit(element, mark: mark) }
      }
    case .anyOf(let contents):
      for content in contents { content.visit(value, mark: mark) }
    case .object(let properties):
      guard let members = value.members else { return }
      // The members come in the declared order: the search goes on where the last one was found.
      var next = 0
      for (key, member) in members {
        let found = properties[next...].firstIndex { $0.name == key || $0.documentedName == key }
        guard let index = found else { continue }
        next = index + 1
        let property = properties[index]
        guard !Self.isEmpty(member, isBoolean: property.isBoolean) else { continue }
        mark(property.item)
        property.content.visit(member, mark: mark)
      }
    }
  }

  /// The properties of a revision that were empty in every answer so far, without those within them, which never came.
  func emptyProperties(after seen: CoverageSet, in revision: Revision) -> [WrittenProperty] {
    switch self {
    case .scalar: []
    case .elements(let content): content.emptyProperties(after: seen, in: revision)
    case .anyOf(let contents): contents.flatMap { $0.emptyProperties(after: seen, in: revision) }
    case .object(let properties):
      properties.filter { $0.since <= revision }.flatMap { property in
        guard !seen.contains(property.item) else { return property.content.emptyProperties(after: seen, in: revision) }
        return Set([property.name, property.documentedName]).map { WrittenProperty($0, isBoolean: property.isBoolean) }
      }
    }
  }

  private static func isEmpty(_ value: JSONValue, isBoolean: Bool) -> Bool {
    switch value.kind {
    case .null: true
    case .bool: !isBoolean && value.bool == false
    case .number: false
    case .string: value.stringEquals("")
    case .array, .object: value.count == 0
    }
  }
}
