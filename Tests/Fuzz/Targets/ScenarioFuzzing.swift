import Basics
import NebeusSchema
import Store

/// Any bytes as a scenario file.
enum ScenarioFuzzing {
  /// A file that is refused says why; nothing else happens.
  @Sendable static func load(_ bytes: BorrowedBytes) {
    do {
      try Scenario.check(name: "fuzz", file: "fuzz.json", text: Array(bytes), schema: .nebeus) { "hash of \($0)" }
    } catch let error as ScenarioError {
      require(!error.problems.isEmpty, "a refused scenario says why")
    } catch {
      require(false, "a scenario is refused by a ScenarioError, not by \(error)")
    }
  }
}
