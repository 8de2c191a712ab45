import JSON

/// How a call is shown: without secrets.
extension JournalCall {
  func write(to writer: inout Writer) {
    writer.object { writer in
      writer.key("id")
      writer.integer(id)
      writer.key("at")
      writer.string(record.at.internetDate)
      Self.write("user", record.user, to: &writer)
      Self.write("method", record.method, to: &writer)
      Self.write("path", record.path, to: &writer)
      writeParams(to: &writer)
      writer.key("status")
      if let status = record.status { writer.integer(status) } else { writer.null() }
      writeResponse(to: &writer)
      writer.key("duration_us")
      writer.integer(record.microseconds)
      Self.write("refusal", refusal, to: &writer)
      Self.write("fault", record.fault, to: &writer)
    }
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

  private static func write(_ key: StaticString, _ text: String?, to writer: inout Writer) {
    writer.key(key)
    guard let text else { return writer.null() }
    Redaction.hasCardNumber(text) ? writer.string(Redaction.mask) : writer.string(text)
  }
}
