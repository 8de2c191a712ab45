import Basics
import HTTP
import Instrumentation
import JSON
import JSONRPC
import Time

/// Writes the entries of a bundle: calls with their answers, and control calls.
struct BundleEntryWriter {
  let secrets: BundleSecrets
  /// The calls whose request has been written.
  private var written: Set<Recording.CallNumber> = []

  init(secrets: BundleSecrets) {
    self.secrets = secrets
  }

  mutating func write(_ event: Recording.Event, number: Int, to writer: inout Writer) {
    writer.beginObject()
    writer.key("n")
    writer.integer(number)
    writer.key("at")
    switch event {
    case .struck(let held): write(held, by: .fault, to: &writer)
    case .waits(let held): write(held, by: .poll, to: &writer)
    case .answered(let record, let held, let sessions): write(record, held, sessions, to: &writer)
    case .controlled(let record):
      writer.string(record.at.internetDate)
      writer.key("control")
      writer.object { writer in
        writer.key("method")
        writer.string(record.method)
        writer.key("target")
        writer.string(secrets.text(record.target))
        Self.write(secrets.body(record.body).bytes, to: &writer)
      }
      write(record.session.map { [$0] } ?? [], to: &writer)
    }
    writer.endObject()
  }

  private mutating func write(
    _ held: Recording.HeldCall, by reason: BundleFormat.Reason, to writer: inout Writer
  ) {
    writer.string(held.at.internetDate)
    writer.key("held")
    writer.integer(held.number)
    writer.key("by")
    writer.string(reason.rawValue)
    if written.insert(held.number).inserted { write(held.request, to: &writer) }
  }

  private mutating func write(
    _ record: JournalRecord, _ held: Recording.CallNumber?, _ sessions: [String], to writer: inout Writer
  ) {
    writer.string(record.at.internetDate)
    if let held {
      writer.key("held")
      writer.integer(held)
    }
    if held.map({ written.insert($0).inserted }) ?? true { write(record.request, to: &writer) }
    write(sessions, to: &writer)
    if let fault = record.fault {
      writer.key("fault")
      writer.string(secrets.text(fault))
    }
    writer.key("answer")
    guard let answer = record.answer else { return writer.null() }
    let quotesSecret = Self.quotesRequest(answer) && secrets.body(record.request.body).hasSecret
    writer.object { writer in
      writer.key("status")
      writer.integer(answer.status)
      writer.key("headers")
      writer.array { writer in
        for line in secrets.headers(answer.headerBytes) { writer.string(line) }
      }
      if quotesSecret {
        writer.key("hidden")
        writer.bool(true)
      } else if let body = answer.json ?? answer.text {
        Self.write(secrets.answer(body), to: &writer)
      }
    }
  }

  private func write(_ request: JournalRecord.Request, to writer: inout Writer) {
    writer.key("call")
    writer.object { writer in
      writer.key("method")
      writer.string(request.method)
      writer.key("target")
      writer.string(secrets.target(path: request.basePath + request.path, query: request.query))
      writer.key("address")
      writer.string(request.scheme + "://" + request.authority)
      writer.key("headers")
      writer.array { writer in
        for line in secrets.headers(request.fields) { writer.string(line) }
      }
      Self.write(secrets.body(request.body).bytes, to: &writer)
    }
  }

  private func write(_ sessions: [String], to writer: inout Writer) {
    guard !sessions.isEmpty else { return }
    writer.key("sessions")
    writer.array { writer in
      for session in sessions { writer.string(secrets.standIns.session(session)) }
    }
  }

  private static func write(_ body: [UInt8], to writer: inout Writer) {
    if let text = String(validating: body, as: UTF8.self) {
      writer.key("body")
      writer.string(text)
    } else {
      writer.key("base64")
      writer.string(Base64.encode(body))
    }
  }

  /// Whether the answer is one of those that quote what they refuse.
  private static func quotesRequest(_ answer: JournalRecord.Answer) -> Bool {
    answer.json.map { quotingCodes.isFound(in: $0) } ?? false
  }

  private static let quotingCodes = ByteSubstitution(
    [RPCError.invalidRequest(""), .parse("")].map { (Array("\"code\":\($0.code)".utf8), []) })
}

extension JournalRecord.Answer {
  /// The header fields that the API or a fault has set, without date, length and what browsers need.
  package var headerFields: [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if contentType.utf8CodeUnitCount > 0 { fields.append(("Content-Type", "\(contentType)")) }
    if let entityTag { fields.append(("ETag", entityTag)) }
    return fields + FieldBytes.fields(in: self.fields)
  }

  /// The same as lines.
  package var headerBytes: [UInt8] { headerFields.flatMap { Array("\($0.name): \($0.value)\r\n".utf8) } }
}
