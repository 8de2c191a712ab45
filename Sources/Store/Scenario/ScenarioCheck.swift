/// Checks a scenario as a server would load it, and says every mistake.
package enum ScenarioCheck {
  /// Throws `ScenarioError` with all that is wrong.
  package static func check(
    name: String, file: String, text: [UInt8], pictures: [ScenarioPicture] = [], hash: @escaping PasswordHasher
  ) throws {
    let scenario = try Scenario(name: name, file: file, text: text, pictures: pictures)
    _ = try Template(of: scenario, now: scenario.clock ?? DatabaseClock.system.now, hash: hash)
  }
}
