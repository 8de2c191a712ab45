import JSONRPC

/// Types as the pages tell them.
extension JSONSchema {
  var words: String {
    switch self {
    case .string: "string"
    case .text(let maxBytes): "string of at most \(maxBytes) bytes"
    case .integer: "whole number"
    case .number: "number"
    case .boolean: "true or false"
    case .stringOrNumber: "string or number"
    case .choice(let names): "one of " + names.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let element): "list of \(element.plural)"
    case .object: "object"
    case .map(let element): "object of \(element.plural)"
    case .orFalse(let schema): "\(schema.words), or false"
    case .anyOf(let schemas): schemas.map(\.words).joined(separator: " or ")
    case .null: "null"
    case .any: "any"
    case .wholeNumber(let range): "\(range.lowerBound) to \(range.upperBound)"
    }
  }

  /// What goes before the words in a sentence.
  var article: String {
    switch self {
    case .integer, .number, .string, .text, .stringOrNumber, .list: "a"
    case .object, .map: "an"
    case .boolean, .choice: ""
    case .orFalse(let schema): schema.article
    case .anyOf(let schemas): schemas.first?.article ?? ""
    case .null, .any: ""
    case .wholeNumber: "a"
    }
  }

  private var plural: String {
    switch self {
    case .string: "strings"
    case .integer: "whole numbers"
    case .number: "numbers"
    case .stringOrNumber: "strings and numbers"
    case .object: "objects"
    case .map: "objects"
    default: words
    }
  }

  /// A row a field, those of nested objects behind their own: `user_context.lang`, `docs:[].id`.
  func rows(in place: String = "") -> [[String]] {
    switch self {
    case .object(let properties): properties.flatMap { $0.rows(in: place) }
    case .list(let element): element.rows(in: place + "[]")
    case .map(let element): element.rows(in: place + ".*")
    case .orFalse(let schema): schema.rows(in: place)
    case .anyOf(let schemas): schemas.flatMap { $0.rows(in: place) }
    case .string, .text, .integer, .number, .boolean, .stringOrNumber, .choice, .null, .any, .wholeNumber: []
    }
  }
}

extension JSONSchema.Property {
  fileprivate func rows(in place: String) -> [[String]] {
    let name = name(in: .documented)
    let path = place.isEmpty ? name : "\(place).\(name)"
    let plain = self.name == name ? "" : "; `\(self.name)` in the dialect `jsonrpc`"
    let first = since == .first ? "" : "; since \(since.rawValue)"
    let absence = isOptional ? "; not always there" : ""
    return [["`\(path)`", schema.words, meaning + absence + first + plain]] + schema.rows(in: path)
  }
}
