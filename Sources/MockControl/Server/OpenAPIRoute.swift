import HTTP
import JSONRPC

/// `GET /_mock/openapi.json`: the description of the API, in the server's dialect.
struct OpenAPIRoute: Sendable {
  private let gate: ControlRouter
  private let document: Lazy<[UInt8]>

  init(gate: ControlRouter, dialect: Dialect, isStrict: Bool) {
    self.gate = gate
    document = Lazy {
      try APIDescription.document(dialect: dialect, isStrict: isStrict).withBytes { Array($0) }
    }
  }

  func route() -> Route {
    gate.route(.get, "/_mock/openapi.json") { _, response in
      let document = try document.value()
      response.contentType = "application/json"
      response.body.append(document)
    }
  }
}
