import JSON
import TestSupport

/// A client of the API: one connection, and fields that go with every request.
package final class TestCaller {
  package var fields: [String: String]
  private let client: RawClient

  package init(_ client: RawClient, fields: [String: String] = [:]) {
    self.client = client
    self.fields = fields
  }

  /// Posts a body, JSON unless said.
  package func post(_ path: String, _ body: String = "{}", type: String? = "application/json") throws -> RawResponse {
    try send("POST", path, body, type: type)
  }

  package func get(_ path: String) throws -> RawResponse {
    try send("GET", path, nil, type: nil)
  }

  package func send(_ method: String, _ path: String, _ body: String?, type: String?) throws -> RawResponse {
    var head = "\(method) \(path) HTTP/1.1\r\n"
    if fields["Host"] == nil { head += "Host: localhost\r\n" }
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if let type { head += "Content-Type: \(type)\r\n" }
    if let body { head += "Content-Length: \(body.utf8.count)\r\n" }
    return try client.exchange(head + "\r\n" + (body ?? ""), toHead: method == "HEAD")
  }
}

extension RawResponse {
  /// The body as JSON. Throws where it is none.
  package var json: JSONValue {
    get throws { try Document(parsing: body).root }
  }
}
