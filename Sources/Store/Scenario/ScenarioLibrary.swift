/// Where scenarios are found by name.
package protocol ScenarioLibrary: Sendable {
  /// In alphabetical order.
  var names: [String] { get }

  /// Whether the scenario is there, and never changes while the program runs.
  func isConstant(_ name: String) -> Bool

  /// The scenario file's text and how problems name the file; nil if there is no such scenario.
  func text(of name: String) throws(ScenarioError) -> (file: String, text: [UInt8])?

  /// The image files beside the scenario file.
  func images(of name: String) throws(ScenarioError) -> [ScenarioImage]

  /// SQL that adds rows to those of the text; nil where the text has them all.
  func script(of name: String) throws(ScenarioError) -> String?

  /// A template of the scenario that was made before; its clock runs then. Nil where there is none.
  func template(of name: String) -> StoredTemplate?
}

extension ScenarioLibrary {
  package func isConstant(_ name: String) -> Bool { false }

  package func images(of name: String) throws(ScenarioError) -> [ScenarioImage] { [] }

  package func script(of name: String) throws(ScenarioError) -> String? { nil }

  package func template(of name: String) -> StoredTemplate? { nil }
}

/// An image file beside a scenario.
package struct ScenarioImage: Sendable, Hashable {
  /// How problems name the file.
  package let file: String
  /// The id of the row that the image belongs to.
  package let owner: Int
  /// The column of the schema's image table that it fills.
  package let column: String
  package let bytes: [UInt8]

  package init(file: String, owner: Int, column: String, bytes: [UInt8]) {
    self.file = file
    self.owner = owner
    self.column = column
    self.bytes = bytes
  }
}

/// What a scenario is read from: its text, and what is beside it.
package struct ScenarioSource: Sendable, Equatable {
  /// How problems name the file.
  package let file: String
  package let text: [UInt8]
  package let images: [ScenarioImage]
  package let script: String?

  /// Throws `ScenarioError`, or `DatabaseError.unknownScenario`.
  init(of name: String, in library: any ScenarioLibrary) throws {
    guard let (file, text) = try library.text(of: name) else {
      throw DatabaseError.unknownScenario(name, known: library.names)
    }
    self.file = file
    self.text = text
    images = try library.images(of: name)
    script = try library.script(of: name)
  }

  func scenario(_ name: String) throws(ScenarioError) -> Scenario {
    try Scenario(name: name, file: file, text: text, images: images, script: script)
  }
}
