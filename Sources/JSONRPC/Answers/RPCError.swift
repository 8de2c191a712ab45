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
  ///
  /// - Parameter cause: a sentence for the client, if what went wrong concerns it.
  package static func serverError(reference: String, cause: String = "Something went wrong in the server") -> RPCError {
    RPCError(
      code: 200, message: "Odoo Server Error", name: "openerp.exceptions.Error",
      detail: "\(cause). The server's log says more, under request id \(reference)",
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
    writer.string("")
    writer.endObject()
  }
}

/// What is wrong with one argument of a call.
package struct ArgumentError: Error, Sendable, Equatable {
  /// The argument, as the endpoint's failures name it.
  package let field: String
  /// A whole sentence: `Limit should be a number`.
  package let message: String

  package init(field: String, message: String) {
    self.field = field
    self.message = message
  }

  /// What is wrong, before it is known which argument it is.
  package indirect enum Reason: Error, Sendable {
    case missing
    /// Ends a sentence that begins with the argument's name: `should be a number`.
    case wrong(String)
    /// The reference has its own words for it, which name the argument as the call does.
    case notList
    /// What is wrong with one element of a list, counted from 0.
    case element(Int, Reason)
  }

  /// Uses the reference's own words where it has some: "Email should be specified", "user_ids is not list".
  init(_ reason: Reason, of field: String) {
    let message =
      switch reason {
      case .missing: "\(Self.label(of: field)) should be specified"
      case .wrong(let what): "\(Self.label(of: field)) \(what)"
      case .notList: "\(field) is not list"
      case .element(let index, let inner): Self.message(of: inner, in: "\(field)[\(index)]")
      }
    self.init(field: field, message: message)
  }

  private static func message(of reason: Reason, in place: String) -> String {
    switch reason {
    case .missing: "\(place) should be specified"
    case .wrong(let what): "\(place) \(what)"
    case .notList: "\(place) is not list"
    case .element(let index, let inner): message(of: inner, in: "\(place)[\(index)]")
    }
  }

  /// `confirm_password` is "Confirm password" in a sentence.
  private static func label(of field: String) -> String {
    let words = field.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// A call that was understood and refused; nothing of it is kept.
///
/// It is written in the failure form of its endpoint, which may have room for one error or for all of them.
package struct Refusal: Error, Sendable, Equatable {
  package let first: ArgumentError
  private let others: [ArgumentError]

  package init(_ first: ArgumentError, _ others: [ArgumentError] = []) {
    self.first = first
    self.others = others
  }

  /// The refusal for all of `errors`, the most important first; nil where there are none.
  package init?(_ errors: [ArgumentError]) {
    guard let first = errors.first else { return nil }
    self.init(first, Array(errors.dropFirst()))
  }

  package var errors: [ArgumentError] { [first] + others }
}

/// How an endpoint lists the refusals of its handler: a message may have one part in braces, such as `There is no user
/// {id}`, for what depends on the call.
extension Refusal {
  /// The refusal with `detail` in the place of the part in braces.
  package func with(_ detail: some CustomStringConvertible) -> Refusal {
    guard let parts = first.parts else { return self }
    return Refusal(ArgumentError(field: first.field, message: "\(parts.start)\(detail)\(parts.end)"))
  }

  /// Whether a call's error is the one that is listed so.
  package func describes(_ error: ArgumentError) -> Bool {
    guard error.field == first.field else { return false }
    guard let parts = first.parts else { return error.message == first.message }
    return error.message.utf8.count >= parts.start.utf8.count + parts.end.utf8.count
      && error.message.hasPrefix(parts.start) && error.message.hasSuffix(parts.end)
  }
}

extension ArgumentError {
  /// What is before and after the part in braces; nil where there is none.
  fileprivate var parts: (start: Substring, end: Substring)? {
    guard let start = message.firstIndex(of: "{"), let end = message[start...].firstIndex(of: "}") else { return nil }
    return (message[..<start], message[message.index(after: end)...])
  }
}
