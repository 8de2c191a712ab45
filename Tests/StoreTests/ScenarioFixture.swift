import NebeusSchema
import Testing

@testable import Store

/// Scenarios made of text, for tests.
struct ScenarioFixture: ScenarioLibrary {
  var texts: [String: String]

  var names: [String] { texts.keys.sorted() }

  func text(of name: String) throws(ScenarioError) -> (file: String, text: [UInt8])? {
    texts[name].map { ("\(name).json", Array($0.utf8)) }
  }

  static let fakeHash: PasswordHasher = { "hash of \($0)" }

  /// The problems of a scenario that has these tables; none if it loads.
  static func problems(_ tables: String, clock: String = "2017-03-03T12:00:00Z") throws -> [String] {
    try problems(file: #"{"clock": "\#(clock)", "tables": \#(tables)}"#)
  }

  static func problems(file text: String) throws -> [String] {
    do {
      try Scenario.check(
        name: "test", file: "test.json", text: Array(text.utf8), schema: .nebeus, hash: fakeHash)
      return []
    } catch let error as ScenarioError {
      return error.problems.map(\.description)
    }
  }

  /// A state that starts from these tables.
  static func state(_ tables: String, seed: UInt64? = nil) throws -> Database {
    let text = #"{"clock": "2017-03-03T12:00:00Z", "tables": \#(tables)}"#
    let settings = DatabaseSettings(
      schema: .nebeus, library: ScenarioFixture(texts: ["test": text]), scenario: "test", seed: seed, hash: fakeHash)
    return try Databases(settings).database(.standard)
  }
}
