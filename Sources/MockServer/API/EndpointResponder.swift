import Bytes
import HTTP
import JSON
import JSONRPC
import NebeusAPI
import OdooHTTP
import Store

/// Brings HTTP and an endpoint together: request to calls, answers to response.
struct EndpointResponder: APIResponder {
  let endpoint: Endpoint<CallContext>
  let databases: Databases
  let settings: Settings
  private let cookie: SessionCookie

  init(_ endpoint: Endpoint<CallContext>, databases: Databases, settings: Settings) {
    self.endpoint = endpoint
    self.databases = databases
    self.settings = settings
    cookie = SessionCookie(sameSite: settings.sameSite)
  }

  func answer(_ passage: APIExchange, to response: inout Response) throws {
    let call = passage.call
    let database = passage.database
    response.contentType = "application/json"
    let dialect = dialect(for: call, &response)
    let body: Body
    do {
      body = try call.calls(isStrict: settings.isStrict)
    } catch {
      Refusals.write(error, to: &response)
      return try database.withState { state in passage.close(&response, at: state.now) }
    }
    let path = PathArguments(call.arguments)
    let log = InternalErrorLog(logger: settings.logger)
    try database.withState { state in
      let context = CallContext(
        state: state, session: call.session, authority: call.authority, reportInternalError: log.note)
      var writer = AnswerWriter(Writer(response.takeBody(), encoding: .ascii), dialect: dialect)
      endpoint.answer(body, path: path, in: context, isStrict: settings.isStrict, to: &writer)
      response.body = writer.finish().finish()
      if let error = context.storageError {
        response.status = error.isOutOfSpace ? .insufficientStorage : .internalServerError
      }
      for change in context.sessionChanges {
        apply(change, of: database, to: &response)
      }
      passage.close(&response, at: state.now, user: context.caller, calls: body.count)
    }
  }

  private func dialect(for call: APICall, _ response: inout Response) -> Dialect {
    guard let preference = call.preference, let wanted = DialectPreference.dialect(in: preference) else {
      return settings.dialect
    }
    response.setField(.preferenceApplied, "dialect=\(wanted.rawValue)")
    return wanted
  }

  private func apply(_ change: SessionChange, of database: Database, to response: inout Response) {
    switch change {
    case .issued(let session):
      cookie.give(session, to: &response)
      databases.note(session: session, issuedBy: database)
    case .ended(let session):
      cookie.clear(in: &response)
      databases.forget(session: session, issuedBy: database)
    }
  }
}
