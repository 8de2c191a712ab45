import NebeusSchema
import Seeds
import Store

/// The scenarios that the program brings, stored or generated, and those of a directory, which come first.
///
/// The directory is read anew whenever a scenario is asked for.
package struct SeedLibrary: ScenarioLibrary {
  private let directory: String?

  /// - Parameter directory: a folder of `NAME.json` files, or nil.
  package init(directory: String? = nil) {
    self.directory = directory
  }

  package var names: [String] {
    let own = Self.ownNames
    let others = directory.flatMap { try? Folder.scenarioFiles(in: $0) } ?? []
    return Set(own + others.map(\.name)).sorted()
  }

  package func isConstant(_ name: String) -> Bool {
    directory == nil && Self.ownNames.contains(name)
  }

  package func text(of name: String) throws(ScenarioError) -> (file: String, text: [UInt8])? {
    if let path = try path(of: name) {
      do {
        return (path, try Folder.contents(of: path))
      } catch {
        throw ScenarioError(problems: [ScenarioProblem(file: error.path, message: error.message)])
      }
    }
    if let generated = GeneratedScenario.named(name) { return ("\(name), generated", generated.text) }
    guard let seed = SeedFile.scenarios.first(where: { $0.name == name }) else { return nil }
    return ("Seeds/\(name).json", seed.text)
  }

  package func images(of name: String) throws(ScenarioError) -> [ScenarioImage] {
    guard let path = try path(of: name) else { return [] }
    return try ImageFolder.images(beside: path)
  }

  package func script(of name: String) throws(ScenarioError) -> String? {
    try path(of: name) == nil ? GeneratedScenario.named(name)?.script : nil
  }

  package func template(of name: String) -> StoredTemplate? {
    guard isConstant(name), let pages = SeedFile.templates.first(where: { $0.name == "\(name).db" }),
      let description = SeedFile.templates.first(where: { $0.name == "\(name).json" })
    else { return nil }
    return StoredTemplate(pages: pages.text, description: description.text)
  }

  private static let ownNames = SeedFile.scenarios.map(\.name) + GeneratedScenario.all.map(\.name)

  /// The scenario's file in the directory; nil where it has none.
  private func path(of name: String) throws(ScenarioError) -> String? {
    guard let directory else { return nil }
    do {
      return try Folder.scenarioFiles(in: directory).first { $0.name == name }?.path
    } catch {
      throw ScenarioError(problems: [ScenarioProblem(file: error.path, message: error.message)])
    }
  }
}
