import JSON
import TestSupport

extension TestCaller {
  private static let base = "/_mock/databases/nebeus"

  /// A control call of the standard database.
  func control(_ method: String, _ path: String, _ body: String? = nil) throws -> RawResponse {
    try send(method, Self.base + path, body, type: body == nil ? nil : "application/json")
  }

  /// The calls that the journal shows.
  func journal(_ query: String = "") throws -> [JSONValue] {
    try control("GET", "/journal" + query).json.array ?? []
  }

  /// Orders a fault.
  func order(_ fault: String, id: String = "f") throws {
    let answer = try control("PUT", "/faults/\(id)", fault)
    guard answer.status == 201 else { throw NotOrdered(answer: answer.text) }
  }

  struct NotOrdered: Error {
    let answer: String
  }
}

extension JSONValue {
  /// A value as its JSON text, without a look at what kind it is.
  subscript(text key: String) -> String? { self[key]?.rawText }
}
