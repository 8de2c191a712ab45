import HTTP
import Logging
import MockControl
import NebeusAPI
import NebeusSchema
import OdooHTTP
import Store

@testable import MockServer

extension ControlCall {
  /// One of every route, for a database that is there.
  package static let everyRoute = routes(["name": "nebeus", "table": "res_country", "snapshot": "kept", "id": "f"])

  /// One of every route that asks for nothing more than to be called.
  package static let guardedRoutes = everyRoute.filter { $0.path != Control.healthPath }

  /// The routes of an API that has none.
  package static let noRoutes: Router = {
    guard let router = try? Router([]) else { preconditionFailure("no routes can't hide each other") }
    return router
  }()

  /// One of every route, with these in the places of its parameters.
  package static func routes(_ arguments: [String: String]) -> [ControlCall] {
    let settings = DatabaseSettings(schema: .nebeus, library: SeedLibrary(), scenario: "reference", hash: Password.hash)
    let control = Control(
      of: Databases(settings), library: settings.library, contract: APIContract(.documented), token: nil,
      scenario: "reference", cookie: SessionCookie(sameSite: .lax), hasInspector: false,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), api: noRoutes)
    return control.routes().map { route in
      let path = arguments.reduce(route.pattern) { $0.replacing("{\($1.key)}", with: $1.value) }
      return ControlCall(route.method.name, path, route.method == .get ? nil : "{}")
    }
  }
}
