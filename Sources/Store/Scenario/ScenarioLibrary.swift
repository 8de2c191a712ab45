/// Where scenarios are found by name.
package protocol ScenarioLibrary: Sendable {
  /// In alphabetical order.
  var names: [String] { get }

  /// Whether the scenario is there, and never changes while the program runs.
  func isConstant(_ name: String) -> Bool

  /// The scenario file's text and how complaints name the file; nil where there is no such scenario.
  func text(of name: String) throws(ScenarioError) -> (file: String, text: [UInt8])?

  /// The partners' pictures beside the scenario file.
  func pictures(of name: String) throws(ScenarioError) -> [ScenarioPicture]
}

extension ScenarioLibrary {
  package func isConstant(_ name: String) -> Bool { false }

  package func pictures(of name: String) throws(ScenarioError) -> [ScenarioPicture] { [] }
}
