import HTTP
import MockControl
import NebeusAPI
import Store

/// Brings HTTP and a picture's endpoint together; conditional requests and HEAD are the server's part.
struct PictureHandler: Sendable {
  let databases: Databases
  private let files = PictureFiles()

  init(databases: Databases) {
    self.databases = databases
  }

  func route(to endpoint: PictureEndpoint) -> Route {
    let selector = DatabaseSelector(databases: databases)
    return Route(.get, endpoint.path) { request, response in
      let database: Database
      do {
        database = try selector.database(for: request, session: SessionCookie.session(of: request))
      } catch {
        return Refusals.write(error, to: &response)
      }
      let argument = request.parameter(endpoint.parameter.name) ?? ""
      // Found under the database's lock, drawn outside it.
      let picture = try database.withWorld { world in try endpoint.find(argument, world) }
      guard let picture else { return Refusals.notFound(endpoint.missing, to: &response) }
      let file = try files.file(of: picture)
      response.contentType = endpoint.mediaType
      response.entityTag = file.entityTag
      response.setField(.cacheControl, endpoint.cacheControl)
      response.body.append(file.bytes)
    }
  }
}
