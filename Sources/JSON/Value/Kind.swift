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
