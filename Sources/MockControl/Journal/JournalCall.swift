import HTTP
import Instrumentation
import JSON
import JSONRPC
import Store

/// One call of the journal, read from what was recorded of its request.
struct JournalCall: Sendable {
  let id: Int
  let record: JournalRecord
  /// Nil where the call brought none, or the body can't be read.
  let params: JSONValue?
  /// Whether it could be read at all: what can't may have secrets anywhere.
  let isReadable: Bool
  /// Nil where nothing was answered, or no JSON.
  let response: JSONValue?

  /// The calls of a record, in order.
  static func calls(of entry: Journal.Entry) -> [JournalCall] {
    let record = entry.record
    let response = record.answer?.json.flatMap { try? Document(parsing: $0).root }
    let calls: [Call]
    switch try? BodyReader(isStrict: false).read(record.request.body, mediaType: record.request.mediaType) {
    case .single(let call): calls = [call]
    case .batch(let batch) where batch.count == record.calls: calls = batch
    case .batch, nil:
      return [JournalCall(id: entry.firstID, record: record, params: nil, isReadable: false, response: response)]
    }
    // A fault may have answered something else than one answer for each call.
    let answers = record.calls > 1 && response?.count == calls.count ? response?.array : nil
    let isBatch =
      record.request.body.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "[")
    return calls.enumerated().map { index, call in
      JournalCall(
        id: entry.firstID + index, record: record, params: call.params.object, isReadable: call.violation == nil,
        response: answers?[index] ?? (isBatch && response?.count == 1 ? response?[0] : nil) ?? response)
    }
  }

  /// Why the call was refused; nil where it wasn't, or a fault answered in the place of the API.
  var refusal: String? {
    if let refusal = record.refusal { return refusal }
    guard !record.isFaultsAnswer, let response else { return nil }
    let envelope = response.envelope
    if let error = envelope["error"], error.kind == .object {
      return (hidesDetail ? nil : error["data"]?["message"]?.string) ?? error["message"]?.string
    }
    let result = envelope["result"] ?? envelope
    guard result["status"]?.string == "error" else { return nil }
    if let message = result["message"]?.string { return message }
    return result["errors"]?.members?.compactMap { $0.value["message"]?.string }.joined(separator: "; ")
  }

  /// The parameters of the query, decoded.
  var query: [(name: String, value: String)] {
    guard let query = record.request.query else { return [] }
    return query.withBytes { Request.queryItems(in: $0) }
  }

  /// The body if it is no call; nil if it is one, as an empty one is.
  var rawBody: String? {
    guard !isReadable else { return nil }
    return RedactedText.body(record.request.body, route: record.request.route)
  }

  /// What is said of a body that is no call quotes it.
  var hidesDetail: Bool {
    guard !isReadable else { return false }
    let envelope = response?.kind == .array ? response?[0] : response
    return envelope?["error"]?["code"]?.integer == RPCError.invalidRequest("").code
  }
}
