import HTTP
import JSONRPC

/// `GET /_mock/openapi.json`: the description of the API, in the server's dialect.
struct OpenAPIRoute: Sendable {
  let gate: ControlGate
  let dialect: Dialect
  let isStrict: Bool

  func route() -> Route {
    gate.route(.get, "/_mock/openapi.json") { _, response in
      response.contentType = "application/json"
      response.body = try APIDescription.document(dialect: dialect, isStrict: isStrict)
    }
  }
}
