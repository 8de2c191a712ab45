import HTTP
import JSON
import JSONRPC
import Logging
import MockControl
import OdooHTTP
import SQLite
import Store

/// Answers what HTTP refuses: unknown paths, wrong methods, and the like.
struct RefusalResponder: APIResponder {
  let error: HTTPError

  /// What HTTP refuses for another reason than its path depends on the connection and on the server's options.
  var isRepeatable: Bool { error.status == .notFound || error.status == .methodNotAllowed }

  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) -> Outcome {
    write(to: &response)
    return Outcome()
  }

  func write(to response: inout Response) {
    // The server has set it already, but not in an answer that is made later: that begins anew.
    if !error.allowed.isEmpty {
      response.setField(.allow, error.allowed.map(\.name).joined(separator: ", "))
    }
    Refusals.write(error, to: &response)
  }
}

/// Writes what is refused before an endpoint sees it: always JSON, with what was wrong and what would be right.
enum Refusals {
  /// A body that is no call.
  static func write(_ error: BodyError, to response: inout Response) {
    write(error.error, id: error.id, status: Status(rawValue: error.status), to: &response)
  }

  /// A database that can't be had, or what nobody foresaw: of that the log is told, and the client where to look, and
  /// no internals.
  static func write(_ error: any Error, noting log: InternalErrorLog, to response: inout Response) {
    switch error {
    case let error as DatabaseNameError:
      write(plain("\(error)", status: .badRequest), status: .badRequest, to: &response)
    case let error as DatabaseError:
      let status: Status = if case .gone = error { .conflict } else { .serviceUnavailable }
      write(plain(error.advice, status: status), status: status, to: &response)
    case let error as ScenarioError:
      write(plain("\(error)", status: .internalServerError), status: .internalServerError, to: &response)
    default:
      let failure = error as? any StorageError
      var refusal = HTTPError(
        failure?.isOutOfSpace == true ? .insufficientStorage : .internalServerError,
        failure?.storageProblem.map { "\($0). The server's log says more" }
          ?? "The server failed to answer; its log says why")
      refusal.requestID = log.note(error)
      write(refusal, to: &response)
    }
  }

  /// What the path names is not there.
  static func notFound(_ detail: String, to response: inout Response) {
    write(plain(detail, status: .notFound), status: .notFound, to: &response)
  }

  /// A refusal of HTTP's, which knows no JSON.
  static func write(_ refusal: HTTPError, to response: inout Response) {
    if Control.owns(refusal.path) { return Control.write(refusal, to: &response) }
    let nearest = refusal.nearest.map { ". The nearest path is \($0)" } ?? ""
    let reference = refusal.requestID.map { ", under request id \($0)" } ?? ""
    write(plain(refusal.message + nearest + reference, status: refusal.status), status: refusal.status, to: &response)
  }

  private static func plain(_ detail: String, status: Status) -> RPCError {
    RPCError(
      code: status.rawValue, message: "\(status.reason)", name: "werkzeug.exceptions.HTTPException", detail: detail)
  }

  private static func write(
    _ error: RPCError, id: CallID = .none, status: Status, to response: inout Response
  ) {
    response.status = status
    response.contentType = "application/json"
    var writer = Writer(response.takeBody(), encoding: .ascii)
    error.write(id: id, to: &writer)
    response.body = writer.finish()
  }
}

/// Logs internal errors, each under a reference that its answer has too.
struct InternalErrorLog: Sendable {
  let logger: Logger

  func note(_ error: any Error) -> String {
    var random = RandomSource()
    let reference = random.hexadecimal(bytes: 8)
    logger.error("\(error)", metadata: ["request_id": "\(reference)"])
    return reference
  }
}
