/// Why a scenario was refused: every mistake in it.
package struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  package let complaints: [ScenarioProblem]

  package init(complaints: [ScenarioProblem]) {
    self.complaints = complaints
  }

  package var description: String {
    complaints.map(\.description).joined(separator: "\n")
  }
}
