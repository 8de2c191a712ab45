import Bytes
import HTTP
import JSON
import JSONRPC
import Logging
import NebeusAPI
import Store

/// Brings HTTP and an endpoint together: request to calls, answers to response.
struct EndpointHandler: Sendable {
  let databases: Databases
  let settings: Settings

  func route(to endpoint: Endpoint<CallContext>) -> Route {
    let reader = BodyReader(isStrict: settings.isStrict)
    let cookie = SessionCookie(sameSite: settings.sameSite)
    let selector = DatabaseSelector(databases: databases)
    return Route(.post, endpoint.path) { request, response in
      response.contentType = "application/json"
      let dialect = dialect(for: request, &response)
      let body: Body
      let database: Database
      let session = SessionCookie.session(of: request)
      do {
        body = try reader.read(request.bodyBytes, mediaType: request.field(.contentType))
        database = try selector.database(for: request, session: session)
      } catch {
        return Refusals.write(error, to: &response)
      }
      var writer = AnswerWriter(Writer(response.takeBody(), encoding: .ascii), dialect: dialect)
      let path = PathArguments(endpoint.pathParameters.map { ($0.name, request.parameter($0.name) ?? "") })
      let authority = request.authority
      let changes: [SessionChange]
      do {
        changes = try database.withWorld { world in
          let context = CallContext(world: world, session: session, authority: authority, noteFault: note)
          endpoint.answer(body, path: path, in: context, isStrict: settings.isStrict, to: &writer)
          return context.sessionChanges
        }
      } catch {
        return Refusals.write(error, to: &response)
      }
      response.body = writer.finish().finish()
      for change in changes { keep(change, of: database, cookie, &response) }
    }
  }

  private func dialect(for request: borrowing Request, _ response: inout Response) -> Dialect {
    guard let field = request.field(.prefer), let wanted = DialectPreference.dialect(in: field) else {
      return settings.dialect
    }
    response.setField(.preferenceApplied, "dialect=\(wanted.rawValue)")
    return wanted
  }

  private func keep(
    _ change: SessionChange, of database: Database, _ cookie: SessionCookie, _ response: inout Response
  ) {
    cookie.apply(change, to: &response)
    switch change {
    case .issued(let session): databases.note(session: session, issuedBy: database)
    case .ended(let session): databases.forget(session: session, issuedBy: database)
    }
  }

  /// Logs a fault that nobody foresaw, under a reference that the answer has too.
  private func note(_ fault: any Error) -> String {
    var chance = Chance()
    let reference = chance.hexadecimal(bytes: 8)
    settings.logger.error("\(fault)", metadata: ["request_id": "\(reference)"])
    return reference
  }
}
