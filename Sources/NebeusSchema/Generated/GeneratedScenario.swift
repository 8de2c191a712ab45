/// A scenario that the program makes from a few numbers when it is asked for, instead of storing it.
package struct GeneratedScenario: Sendable {
  package let name: String
  private let makeText: @Sendable () -> [UInt8]
  private let makeScript: @Sendable () -> String

  /// Every one, in alphabetical order.
  package static let all = [
    GeneratedScenario(name: "edge", makeText: EdgeScenario.text, makeScript: { EdgeScenario.script })
  ]

  package static func named(_ name: String) -> GeneratedScenario? { all.first { $0.name == name } }

  /// Its text, as a scenario file has it.
  package var text: [UInt8] { makeText() }

  /// SQL that continues rows of the text by the thousand: as text, all of it takes twice as long to load.
  package var script: String { makeScript() }
}
