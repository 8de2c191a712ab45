import JSON

/// A call's `id`: given back as it came, `null` where the call has none.
///
/// Source: docs/decisions.md, Requests; JSON-RPC 2.0, section 4.
package struct CallID: Sendable {
  private let value: JSONValue?

  /// No id: `null` is written.
  package static let none = CallID(nil)

  package init(_ value: JSONValue?) {
    self.value = value
  }

  package func write(to writer: inout Writer) {
    guard let value else { return writer.null() }
    writer.value(value)
  }
}
