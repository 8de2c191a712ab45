import Basics
import JSON

/// How answers are spelled: as the reference prints them, or as plain JSON-RPC 2.0.
///
/// Source: docs/decisions.md, Envelopes.
package enum Dialect: String, Sendable, CaseIterable {
  /// Exactly the documented shape of each endpoint: wrapped in an array, bare, or without an envelope.
  case documented
  /// One plain JSON-RPC 2.0 object from every endpoint, and no stray colons in keys.
  case jsonrpc
}

/// A revision of the reference. What not every revision has says which have it.
package enum Revision: String, Sendable, CaseIterable, Comparable {
  case april2017 = "2017-04-11"
  case june2017 = "2017-06"

  /// The default: everything that isn't marked exists since then.
  package static let first = april2017
  package static let latest = june2017

  package static func < (left: Revision, right: Revision) -> Bool {
    switch (left, right) {
    case (.april2017, .june2017): true
    case (.april2017, .april2017), (.june2017, .april2017), (.june2017, .june2017): false
    }
  }
}

extension ClosedRange<Revision> {
  package static var all: ClosedRange<Revision> { .first...(.latest) }

  /// That revision and all later ones.
  package static func since(_ first: Revision) -> ClosedRange<Revision> { first...(.latest) }
}

/// What decides how an answer is written: its dialect and the revision of the reference.
package struct AnswerFormat: Sendable, Equatable {
  package let dialect: Dialect
  package let revision: Revision

  package init(dialect: Dialect, revision: Revision = .first) {
    self.dialect = dialect
    self.revision = revision
  }

  package static let documented = AnswerFormat(dialect: .documented)
  package static let jsonrpc = AnswerFormat(dialect: .jsonrpc)
}

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
    writer.string("2.0")
  }
}

extension JSONValue {
  /// An answer without the array of one that some envelopes are in (`Envelope.array`).
  package var envelope: JSONValue { elements.flatMap { $0.count == 1 ? $0.first { _ in true } : nil } ?? self }
}

/// How an endpoint writes a refusal of its arguments.
///
/// Source: docs/decisions.md, Refusals.
package enum FailureForm: Sendable {
  /// The endpoint documents no failure: a JSON-RPC error object with code -32602.
  case rpcError
  /// `{"status":"error","message":…}`
  case message(Envelope)
  /// `{"status":"error","field":…,"message":…}`
  case field(Envelope)
  /// `{"status":"error","errors":{"email":{"field":"email","message":…},…}}`: all that is wrong, at once.
  case errors(Envelope)

  /// Whether the handler is called though an argument is refused, to add what it finds.
  package var collects: Bool {
    if case .errors = self { true } else { false }
  }

  func write(_ refusal: Refusal, id: CallID, isPlain: Bool, to writer: inout Writer) {
    switch self {
    case .rpcError: RPCError.invalidParams(refusal.first).write(id: id, to: &writer)
    case .message(let envelope), .field(let envelope), .errors(let envelope):
      let envelope = isPlain ? .versionFirst : envelope
      envelope.open(id: id, &writer)
      writer.beginObject()
      writer.key("status")
      writer.string("error")
      writeErrors(of: refusal, to: &writer)
      writer.endObject()
      envelope.close(&writer)
    }
  }

  private func writeErrors(of refusal: Refusal, to writer: inout Writer) {
    switch self {
    case .errors:
      writer.key("errors")
      writer.beginObject()
      // A strict server may refuse `email` both as what `login` is called here and as an unknown parameter: one key for
      // both.
      var written: Set<ExactText> = []
      for error in refusal.errors where written.insert(ExactText(error.field)).inserted {
        writer.key(error.field)
        writer.beginObject()
        Self.write(error, withField: true, to: &writer)
        writer.endObject()
      }
      writer.endObject()
    case .field: Self.write(refusal.first, withField: true, to: &writer)
    case .message, .rpcError: Self.write(refusal.first, withField: false, to: &writer)
    }
  }

  private static func write(_ error: ArgumentError, withField: Bool, to writer: inout Writer) {
    if withField {
      writer.key("field")
      writer.string(error.field)
    }
    writer.key("message")
    writer.string(error.message)
  }
}
