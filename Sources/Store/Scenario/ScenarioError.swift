/// Why a scenario was refused: every mistake in it.
package struct ScenarioError: Error, Sendable, Equatable, CustomStringConvertible {
  package let complaints: [ScenarioComplaint]

  package init(complaints: [ScenarioComplaint]) {
    self.complaints = complaints
  }

  package var description: String {
    complaints.map(\.description).joined(separator: "\n")
  }
}
