import HTTP
import Instrumentation
import JSON
import JSONRPC
import Time

/// How the journal shows a call. Source: docs/control.md, The journal.
enum JournalEntry {
  static let shape = Shape<JournalCall>.object(fields)
  /// The same without the bodies, which may be large.
  static let brief = Shape<JournalCall>.object(
    fields.filter { !["params", "response", "raw_body"].contains("\($0.name)") })

  private static let fields: [Field<JournalCall>] = [
    Field("id", "Its number; those of a batch are consecutive") { $0.id },
    Field("at", "When it was answered, or arrived if it is pending, by the database's clock") {
      $0.record.at.internetDate
    },
    Field(nullable: "user", "The login whose session it had") { $0.record.user.map(MaskedText.init) },
    Field("method", "HTTP's method") { MaskedText($0.record.request.method) },
    Field("path", "The path as it was sent") { MaskedText($0.record.request.path) },
    Field(nullable: "params", "The params; null if the body isn't a call") { $0.shownParams },
    Field(nullable: "status", "The answer's status; null if nothing was answered") { $0.record.answer?.status },
    Field(nullable: "response", "The answer's JSON") { $0.shownResponse },
    Field("duration_us", "Microseconds from the complete request to its answer, without sending it") {
      $0.record.microseconds
    },
    Field(nullable: "refusal", "The message with which it was refused") { $0.refusal.map(MaskedText.init) },
    Field(nullable: "fault", "The fault that was applied") { $0.record.fault },
    Field(nullable: "query", "The query as it was sent") { $0.record.request.query.map(RedactedText.query) },
    Field("request_headers", "The request's header fields") {
      HeaderFields(FieldBytes.fields(in: $0.record.request.fields))
    },
    Field("response_headers", "The header fields that the API or a fault has set") { call in
      HeaderFields(call.record.answer?.headerFields ?? [])
    },
    Field("request_bytes", "The size of the request's body") { $0.record.request.body.count },
    Field(nullable: "response_bytes", "The size of the answer's body") { $0.record.answer?.size },
    Field(nullable: "raw_body", "The first 64 KiB of a body that isn't a call") { $0.rawBody },
    Field(optional: "pending", "Whether it isn't answered yet: a fault delays it, or a long poll waits") {
      $0.record.isPending ? true : nil
    },
  ]
}

extension JournalCall {
  fileprivate var shownParams: MaskedJSON? {
    guard isReadable else { return nil }
    return params.map { MaskedJSON($0) } ?? MaskedJSON(.emptyObject)
  }

  fileprivate var shownResponse: MaskedJSON? { response.map { MaskedJSON($0, isHidden: hidesDetail) } }
}

extension JSONValue {
  fileprivate static let emptyObject: JSONValue = {
    guard let document = try? Document(parsing: Array("{}".utf8)) else { preconditionFailure("{} is JSON") }
    return document.root
  }()
}

/// Header fields by name, as they were sent and in order; those of one name as one list. Secrets are masked.
private struct HeaderFields: Answerable {
  static let schema = JSONSchema.map(of: .string)

  private let fields: [(name: String, value: String)]

  init(_ fields: [(name: String, value: String)]) {
    var merged: [(name: String, value: String)] = []
    for field in fields {
      let value = RedactedText.field(field.name, field.value)
      if let place = merged.firstIndex(where: { $0.name.lowercased() == field.name.lowercased() }) {
        merged[place].value += ", " + value
      } else {
        merged.append((field.name, value))
      }
    }
    self.fields = merged
  }

  func write(to writer: inout AnswerWriter) {
    writer.json.beginObject()
    for field in fields {
      writer.json.key(field.name)
      writer.json.string(field.value)
    }
    writer.json.endObject()
  }
}
