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

  /// The complaints about a scenario that has these tables; none where it loads.
  static func complaints(_ tables: String, clock: String = "2017-03-03T12:00:00Z") throws -> [String] {
    try complaints(file: #"{"clock": "\#(clock)", "tables": \#(tables)}"#)
  }

  static func complaints(file text: String) throws -> [String] {
    do {
      try ScenarioCheck.check(name: "test", file: "test.json", text: Array(text.utf8), hash: fakeHash)
      return []
    } catch let error as ScenarioError {
      return error.complaints.map(\.description)
    }
  }

  /// A state that starts from these tables.
  static func state(_ tables: String, seed: UInt64? = nil) throws -> Database {
    let text = #"{"clock": "2017-03-03T12:00:00Z", "tables": \#(tables)}"#
    let settings = DatabaseSettings(
      library: ScenarioFixture(texts: ["test": text]), scenario: "test", seed: seed, hash: fakeHash)
    return try Databases(settings).database(.standard)
  }
}
