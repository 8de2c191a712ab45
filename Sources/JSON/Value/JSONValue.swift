import Basics

/// A value in a document: a reference and an index, cheap to copy and never out of date.
///
/// Asking for what it isn't, or for what isn't there, gives nil.
package struct JSONValue: Sendable {
  let document: Document
  let index: Int

  init(_ document: Document, _ index: Int) {
    self.document = document
    self.index = index
  }

  var node: TapeNode { document.node(at: index) }

  package var kind: Kind { node.kind }
  package var isNull: Bool { kind == .null }

  package var bool: Bool? {
    let node = node
    guard node.kind == .bool else { return nil }
    return node.range.count == 4
  }

  package var string: String? {
    withText { $0.string }
  }

  /// A number as it was written.
  package var numberText: String? {
    guard kind == .number else { return nil }
    return rawText
  }

  /// A number's exact value; nil also for one with more than 38 digits or decimals.
  package var number: ExactDecimal? {
    guard kind == .number else { return nil }
    return withRawBytes { ExactDecimal(jsonNumber: $0) }
  }

  /// A whole number's value, however it was written (`5.0`, `1e2`); nil if it isn't whole or doesn't fit.
  package var integer: Int? { number?.integer }

  /// A whole number that is written in at most 18 digits and nothing else, read without a decimal in between.
  package var plainInteger: Int? {
    let node = node
    guard node.kind == .number, node.range.count <= 18 else { return nil }
    return withRawBytes { digits in
      var number = 0
      for digit in digits {
        guard digit &- UInt8(ascii: "0") < 10 else { return nil }
        number = number &* 10 &+ Int(digit &- UInt8(ascii: "0"))
      }
      return number
    }
  }

  /// Whether it is certainly a string of at most so many bytes: one with escapes is shorter than it is written.
  package func isString(ofAtMost maxBytes: Int) -> Bool {
    let node = node
    return node.kind == .string && node.range.count <= maxBytes
  }

  /// Whether it is a string that begins with a printable ASCII character other than a space, written without an escape.
  package var beginsVisibly: Bool {
    withText { text in text.bytes.first.map { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") } ?? false } ?? false
  }

  /// Whether it is a string of exactly these bytes.
  package func stringEquals(_ text: StaticString) -> Bool {
    guard text.hasPointerRepresentation else { return stringEquals("\(text)") }
    return withText { $0.equals(text.bytes) } ?? false
  }

  /// Whether it is a string of the same code points: not only one that looks the same, as `String`'s `==` says.
  @_disfavoredOverload
  package func stringEquals(_ text: String) -> Bool {
    text.withBytes { bytes in withText { $0.equals(bytes) } ?? false }
  }

  func withText<R>(_ body: (Text) -> R) -> R? {
    let node = node
    guard node.kind == .string else { return nil }
    return document.bytes.withBytes { body(Text(node, in: $0)) }
  }
}

/// The six kinds of JSON value.
///
/// Source: RFC 8259, section 3
package enum Kind: UInt8, Sendable {
  case null
  case bool
  case number
  case string
  case array
  case object
}

extension Kind: CustomStringConvertible {
  /// The kind as a message says it: "a number".
  package var description: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
