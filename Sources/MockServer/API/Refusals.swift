import HTTP
import JSON
import JSONRPC
import MockControl
import Store

/// Writes what is refused before an endpoint sees it: always JSON, with what was wrong and what would be right.
enum Refusals {
  /// A refusal of the API's own: a body that is no call, a database that can't be had.
  static func write(_ error: any Error, to response: inout Response) {
    switch error {
    case let error as BodyError: write(error.error, status: Status(rawValue: error.status), to: &response)
    case let error as DatabaseNameError:
      write(plain("\(error)", status: .badRequest), status: .badRequest, to: &response)
    case let error as DatabaseError:
      let status: Status = if case .gone = error { .conflict } else { .serviceUnavailable }
      write(plain(error.advice, status: status), status: status, to: &response)
    case let error as DataError where error.isOutOfSpace:
      write(plain("\(error)", status: .insufficientStorage), status: .insufficientStorage, to: &response)
    default: write(plain("\(error)", status: .internalServerError), status: .internalServerError, to: &response)
    }
  }

  /// What the path names is not there.
  static func notFound(_ detail: String, to response: inout Response) {
    write(plain(detail, status: .notFound), status: .notFound, to: &response)
  }

  /// A refusal of HTTP's, which knows no JSON.
  static func write(_ refusal: HTTP.Refusal, to response: inout Response) {
    if Control.owns(refusal.path) { return Control.write(refusal, to: &response) }
    let nearest = refusal.nearest.map { ". The nearest path is \($0)" } ?? ""
    let reference = refusal.requestID.map { ". Its log says what, under request id \($0)" } ?? ""
    write(plain(refusal.message + nearest + reference, status: refusal.status), status: refusal.status, to: &response)
  }

  private static func plain(_ detail: String, status: Status) -> RPCError {
    RPCError(
      code: status.rawValue, message: "\(status.reason)", name: "werkzeug.exceptions.HTTPException", detail: detail)
  }

  private static func write(_ error: RPCError, status: Status, to response: inout Response) {
    response.status = status
    response.contentType = "application/json"
    var writer = Writer(response.takeBody(), encoding: .ascii)
    error.write(id: .none, to: &writer)
    response.body = writer.finish()
  }
}
