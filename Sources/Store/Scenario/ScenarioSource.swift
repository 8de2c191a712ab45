/// What a scenario is read from: its text, and the pictures beside it.
struct ScenarioSource: Sendable, Equatable {
  /// How complaints name the file.
  let file: String
  let text: [UInt8]
  let pictures: [ScenarioPicture]

  /// Throws `ScenarioError`, or `DatabaseError.unknownScenario`.
  init(of name: String, in library: any ScenarioLibrary) throws {
    guard let (file, text) = try library.text(of: name) else {
      throw DatabaseError.unknownScenario(name, known: library.names)
    }
    self.file = file
    self.text = text
    pictures = try library.pictures(of: name)
  }

  func scenario(_ name: String) throws(ScenarioError) -> Scenario {
    try Scenario(name: name, file: file, text: text, pictures: pictures)
  }
}
