import JSON

/// A JSON-RPC error object, with the data that Odoo puts into it.
///
/// Source: docs/decisions.md, Refusals; JSON-RPC 2.0, section 5.1.
package struct RPCError: Error, Sendable, Equatable {
  package let code: Int
  package let message: String
  /// The name of the kind of error, as an Odoo client looks for it.
  package let name: String
  /// What was wrong, in a sentence.
  package let detail: String
  package let arguments: [String]

  package init(code: Int, message: String, name: String, detail: String, arguments: [String]? = nil) {
    self.code = code
    self.message = message
    self.name = name
    self.detail = detail
    self.arguments = arguments ?? [detail]
  }

  /// The body is not JSON.
  package static func parse(_ detail: String) -> RPCError {
    RPCError(code: -32700, message: "Parse error", name: "ParseError", detail: detail)
  }

  /// The body is JSON, but no call.
  package static func invalidRequest(_ detail: String) -> RPCError {
    RPCError(code: -32600, message: "Invalid Request", name: "InvalidRequest", detail: detail)
  }

  /// Arguments are refused by an endpoint that has no documented failure.
  package static func invalidParams(_ error: ArgumentError) -> RPCError {
    RPCError(
      code: -32602, message: "Invalid params", name: "openerp.exceptions.ValidationError",
      detail: "\(error.field): \(error.message)", arguments: [error.field, error.message])
  }

  package static let sessionExpired = RPCError(
    code: 100, message: "Odoo Session Expired", name: "openerp.http.SessionExpiredException", detail: "Session expired")

  /// A fault of the server itself: `reference` is in its log too.
  package static func serverError(reference: String) -> RPCError {
    RPCError(
      code: 200, message: "Odoo Server Error", name: "openerp.exceptions.Error",
      detail: "Something went wrong in the server. Its log says what, under request id \(reference)",
      arguments: [reference])
  }

  /// Writes `{"jsonrpc":"2.0","id":…,"error":{…}}`.
  package func write(id: CallID, to writer: inout Writer) {
    writer.beginObject()
    Envelope.writeVersion(&writer)
    writer.key("id")
    id.write(to: &writer)
    writer.key("error")
    writer.beginObject()
    writer.key("code")
    writer.integer(code)
    writer.key("message")
    writer.string(message)
    writer.key("data")
    writeData(to: &writer)
    writer.endObject()
    writer.endObject()
  }

  private func writeData(to writer: inout Writer) {
    writer.beginObject()
    writer.key("name")
    writer.string(name)
    writer.key("message")
    writer.string(detail)
    writer.key("arguments")
    writer.beginArray()
    for argument in arguments { writer.string(argument) }
    writer.endArray()
    writer.key("debug")
    writer.string("" as StaticString)
    writer.endObject()
  }
}
