import JSON

/// What wraps an endpoint's result in the documented dialect.
///
/// The reference is not of one mind: some examples are an array of one envelope, some a plain one, some have none, and
/// the keys come in two orders.
package enum Envelope: Sendable {
  /// `[{"id":…,"jsonrpc":"2.0","result":…}]`
  case array
  /// `{"id":…,"jsonrpc":"2.0","result":…}`
  case object
  /// `{"jsonrpc":"2.0","id":…,"result":…}`: the order of the chat's examples, and the plain envelope of JSON-RPC 2.0.
  case versionFirst
  /// The result alone.
  case none

  func open(id: CallID, _ writer: inout Writer) {
    if case .array = self { writer.beginArray() }
    switch self {
    case .none: return
    case .array, .object:
      writer.beginObject()
      writer.key("id")
      id.write(to: &writer)
      Self.writeVersion(&writer)
    case .versionFirst:
      writer.beginObject()
      Self.writeVersion(&writer)
      writer.key("id")
      id.write(to: &writer)
    }
    writer.key("result")
  }

  func close(_ writer: inout Writer) {
    switch self {
    case .none: return
    case .object, .versionFirst: writer.endObject()
    case .array:
      writer.endObject()
      writer.endArray()
    }
  }

  static func writeVersion(_ writer: inout Writer) {
    writer.key("jsonrpc")
    writer.string("2.0" as StaticString)
  }
}
