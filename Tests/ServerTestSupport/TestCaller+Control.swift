import JSON
import TestSupport
import Testing

extension TestCaller {
  private static let base = "/_mock/databases/nebeus"

  /// A control call of the standard database.
  package func control(_ method: String, _ path: String, _ body: String? = nil) throws -> RawResponse {
    try send(method, Self.base + path, body, type: body == nil ? nil : "application/json")
  }

  /// The calls that the journal shows.
  package func journal(_ query: String = "") throws -> [JSONValue] {
    try control("GET", "/journal" + query).json.array ?? []
  }

  /// Orders a fault.
  package func order(_ fault: String, id: String = "f") throws {
    let answer = try control("PUT", "/faults/\(id)", fault)
    guard answer.status == 201 else { throw NotOrdered(answer: answer.text) }
  }

  /// Returns when a fault has struck.
  package func awaitStrike(of id: String = "f") throws {
    try Self.wait("the fault \(id) strikes") { try control("GET", "/faults/\(id)").json["struck"]?.integer != 0 }
  }

  /// Returns when no call is held up any more.
  package func awaitNoPendingCall() throws {
    try Self.wait("no call is pending") { try journal().allSatisfy { $0["pending"] == nil } }
  }

  /// Looks again and again, for ten seconds at most.
  private static func wait(_ what: String, until isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + WaitLimit.duration
    while try !isSo() { try #require(ContinuousClock.now < deadline, "in vain: \(what)") }
  }

  package struct NotOrdered: Error {
    package let answer: String
  }
}

extension JSONValue {
  /// A value as its JSON text, without a look at what kind it is.
  package subscript(text key: String) -> String? { self[key]?.rawText }
}
