import HTTP
import Inspector

/// `GET /_mock/`: the page on which people see and steer the server, and its files beside it.
///
/// The files hold nothing of the server's state, so they need no token: the page asks for it.
/// Source: docs/inspector.md.
package struct InspectorRoutes: Sendable {
  /// Where the page is.
  package static let path = "/_mock/"
  /// The page's own files only, never in a frame, and no text as markup by mistake.
  private static let policy: StaticString =
    "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'"

  let server: ControlServer

  func routes() -> [Route] {
    InspectorFile.all.map { file in
      guard file.name == "index.html" else { return route(of: file, at: Self.path + file.name) }
      return route(at: Control.path) { request, response in
        if request.isPath(Self.path) { return Self.write(file, to: &response) }
        guard !Self.isForBrowser(request) else { return Self.redirect(&response) }
        throw Problem(.notFound, Self.hint(at: request.path))
      }
    }
  }

  private func route(of file: InspectorFile, at path: String) -> Route {
    route(at: path) { _, response in Self.write(file, to: &response) }
  }

  private func route(at path: String, handle: @escaping Route.Handler) -> Route {
    Route(.get, path) { request, response in
      do {
        try ControlRouter.refuseForeign(request)
        try handle(request, &response)
      } catch {
        server.write(error, to: &response)
      }
    }
  }

  private static func write(_ file: InspectorFile, to response: inout Response) {
    response.contentType = file.mediaType
    // Asked for again each time: another version of the server may answer there next.
    response.setField(.cacheControl, "no-cache")
    response.setField(.contentSecurityPolicy, policy)
    response.setField(FieldName(literal: "X-Content-Type-Options"), "nosniff")
    response.setField(FieldName(literal: "Referrer-Policy"), "no-referrer")
    response.entityTag = file.entityTag
    response.body.append(file.bytes)
  }

  /// Sends a browser that asks for the server's address to the page, and names the page to any other client.
  ///
  /// - Returns: whether the response is ready; otherwise the refusal is to be written.
  package static func welcome(
    _ request: borrowing Request?, _ refusal: inout HTTPError, _ response: inout Response
  ) -> Bool {
    guard refusal.status == .notFound, refusal.path == "/" else { return false }
    switch request {
    case .some(let request) where request.method == .get || request.method == .head:
      guard !isForBrowser(request) else {
        redirect(&response)
        return true
      }
      refusal.message = hint(at: "/")
      return false
    default: return false
    }
  }

  private static func isForBrowser(_ request: borrowing Request) -> Bool {
    AcceptList(request.field(.accept) ?? "").prefersHTML
  }

  private static func redirect(_ response: inout Response) {
    response.status = Status(rawValue: 302)
    response.setField(.location, path)
    response.addField(FieldName(literal: "Vary"), "Accept")
    response.setField(.cacheControl, "no-store")
  }

  /// What a client that is no browser reads at `/` and `/_mock`.
  private static func hint(at requested: String) -> String {
    "There is nothing at \(requested). People look at \(path) in a browser; the API's paths are in \(Control.path)/openapi.json"
  }
}
