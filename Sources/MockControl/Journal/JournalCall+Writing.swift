import HTTP
import JSON
import Instrumentation

/// How the journal shows a call. Source: docs/control.md, The journal.
extension JournalCall {
  func write(to writer: inout Writer) {
    let request = record.request
    writer.object { writer in
      writer.key("id")
      writer.integer(id)
      writer.key("at")
      writer.string(record.at.internetDate)
      Self.write("user", record.user, to: &writer)
      Self.write("method", request.method, to: &writer)
      Self.write("path", request.path, to: &writer)
      writeParams(to: &writer)
      Self.write("status", record.answer?.status, to: &writer)
      writeResponse(to: &writer)
      writer.key("duration_us")
      writer.integer(record.microseconds)
      Self.write("refusal", refusal, to: &writer)
      Self.write("fault", record.fault, to: &writer)
      Self.write("query", request.query.map(RedactedText.query), to: &writer)
      writer.key("request_headers")
      Self.write(FieldBytes.fields(in: request.fields), to: &writer)
      writer.key("response_headers")
      Self.write(record.answer.map(Self.fields) ?? [], to: &writer)
      writer.key("request_bytes")
      writer.integer(request.body.count)
      Self.write("response_bytes", record.answer?.size, to: &writer)
      Self.write("raw_body", rawBody, to: &writer)
      if record.isPending {
        writer.key("pending")
        writer.bool(true)
      }
    }
  }

  /// The field lines that the API has set; the server adds date, length and what browsers need.
  static func fields(of answer: JournalRecord.Answer) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if !"\(answer.contentType)".isEmpty { fields.append(("Content-Type", "\(answer.contentType)")) }
    if let tag = answer.entityTag { fields.append(("ETag", tag)) }
    return fields + FieldBytes.fields(in: answer.fields)
  }

  private func writeParams(to writer: inout Writer) {
    writer.key("params")
    guard isReadable else { return writer.null() }
    guard let params else { return writer.object { _ in } }
    MaskedWriter.write(params, to: &writer)
  }

  private func writeResponse(to writer: inout Writer) {
    writer.key("response")
    guard let response else { return writer.null() }
    guard hidesDetail else { return MaskedWriter.write(response, to: &writer) }
    writer.string(Redaction.mask)
  }

  /// Names as they were sent, in order; several lines of one name are one list.
  private static func write(_ fields: [(name: String, value: String)], to writer: inout Writer) {
    var merged: [(name: String, value: String)] = []
    for field in fields {
      let value = RedactedText.field(field.name, field.value)
      if let place = merged.firstIndex(where: { $0.name.lowercased() == field.name.lowercased() }) {
        merged[place].value += ", " + value
      } else {
        merged.append((field.name, value))
      }
    }
    writer.object { writer in
      for field in merged {
        writer.key(field.name)
        writer.string(field.value)
      }
    }
  }

  private static func write(_ key: StaticString, _ text: String?, to writer: inout Writer) {
    writer.key(key)
    guard let text else { return writer.null() }
    Redaction.hasCardNumber(text) ? writer.string(Redaction.mask) : writer.string(text)
  }

  private static func write(_ key: StaticString, _ number: Int?, to writer: inout Writer) {
    writer.key(key)
    if let number { writer.integer(number) } else { writer.null() }
  }
}
