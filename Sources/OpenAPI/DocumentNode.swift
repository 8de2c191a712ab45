import JSON

/// JSON under construction: an ordered tree, written in literals.
indirect enum DocumentNode: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([DocumentNode])
  case object([Member])
  /// What was read elsewhere, as it is.
  case value(JSONValue)

  struct Member: Sendable {
    let key: String
    let value: DocumentNode

    init(_ key: String, _ value: DocumentNode) {
      self.key = key
      self.value = value
    }
  }

  /// The frame of an OpenAPI 3.1 document; paths and components follow.
  ///
  /// - Parameter text: what holds for every operation, in CommonMark.
  static func document(_ title: String, version: String, text: String, tags: [String]) -> DocumentNode {
    [
      "openapi": "3.1.0",
      "info": ["title": .string(title), "version": .string(version), "description": .string(text)],
      "servers": [["url": "/", "description": "The server that this document came from"]],
      "tags": .array(tags.map { ["name": .string($0)] }),
    ]
  }

  /// A reference to a part of the document.
  static func reference(_ kind: String, _ name: String) -> DocumentNode {
    ["$ref": .string("#/components/\(kind)/\(name)")]
  }

  static func strings(_ texts: [String]) -> DocumentNode { .array(texts.map { .string($0) }) }

  /// An object with these members behind its own; anything else as it is.
  func adding(_ members: [Member]) -> DocumentNode {
    guard case .object(let own) = self else { return self }
    return .object(own + members)
  }

  func write(to writer: inout Writer) {
    switch self {
    case .null: writer.null()
    case .bool(let flag): writer.bool(flag)
    case .integer(let number): writer.integer(number)
    case .string(let text): writer.string(text)
    case .value(let value): writer.value(value)
    case .array(let elements):
      writer.array { writer in
        for element in elements { element.write(to: &writer) }
      }
    case .object(let members):
      writer.object { writer in
        for member in members {
          writer.key(member.key)
          member.value.write(to: &writer)
        }
      }
    }
  }
}

extension DocumentNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral text: String) { self = .string(text) }
  init(integerLiteral number: Int) { self = .integer(number) }
  init(booleanLiteral flag: Bool) { self = .bool(flag) }
}

extension DocumentNode: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral elements: DocumentNode...) { self = .array(elements) }
  init(dictionaryLiteral members: (String, DocumentNode)...) { self = .object(members.map { Member($0, $1) }) }
}
