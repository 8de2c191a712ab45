import HTTP
import Instrumentation
import OdooHTTP
import Store

/// What the request of an API call says besides its body.
///
/// It follows from the head's bytes, the client's address and the server's settings alone: the same request again has
/// the same head (`CallHeadCache`).
final class CallHead: Sendable {
  /// As the journal keeps it.
  let description: RequestDescription
  /// What the path and the query say, by the names that the route asked for.
  let arguments: [(name: String, text: String)]
  /// The database that it names; nil where it names none.
  let database: Result<DatabaseName?, DatabaseNameError>
  let session: String?
  let preference: String?
  let conditions: Preconditions?

  /// - Parameters:
  ///   - route: the pattern of the route that was found.
  ///   - parameters: those of the path whose arguments are wanted.
  ///   - queryParameters: those of the query.
  ///   - address: by which the client has reached the server.
  init(
    _ request: borrowing Request, route: String?, parameters: [String] = [], queryParameters: [String] = [],
    address: PublicAddress
  ) {
    let basePath = request.basePath
    let path =
      if let route, request.isPath(route) {
        // The route's text is there already.
        route
      } else {
        basePath.isEmpty ? request.path : BasePath.split(request.path).map { String($0.rest) } ?? request.path
      }
    description = RequestDescription(
      method: request.method.name, path: path, basePath: basePath, route: route, query: request.query,
      fields: request.withFieldBytes { Array($0) }, mediaType: request.field(.contentType), scheme: address.scheme,
      authority: address.authority)
    var arguments: [(name: String, text: String)] = []
    for name in parameters { arguments.append((name, request.parameter(name) ?? "")) }
    for name in queryParameters { arguments.append((name, request.queryItem(name) ?? "")) }
    self.arguments = arguments
    do throws(DatabaseNameError) {
      database = .success(try DatabaseSelector.name(givenBy: request))
    } catch {
      database = .failure(error)
    }
    session = request.session
    preference = request.field(.prefer)
    conditions = Preconditions(request)
  }
}
