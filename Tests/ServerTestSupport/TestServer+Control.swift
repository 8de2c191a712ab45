import JSON
import TestSupport

extension TestServer {
  /// A call of the control plane, without a body unless one is given.
  @discardableResult
  package func control(_ method: String, _ path: String, _ body: String? = nil) throws -> RawResponse {
    try visitor().send(method, "/_mock" + path, body, type: body == nil ? nil : "application/json")
  }
}

extension RawResponse {
  /// The detail of a problem; nil where this is none.
  package var problem: String? {
    get throws {
      guard field("Content-Type") == "application/problem+json" else { return nil }
      return try json["detail"]?.string
    }
  }
}
