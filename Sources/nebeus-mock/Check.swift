import ArgumentParser
import MockServer
import NebeusAPI
import Store

/// Checks scenarios as a server would load them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validate scenarios: every mistake with file, table, row and column.")

  @Argument(help: ArgumentHelp("Scenario files, or folders of them.", valueName: "file|dir"))
  var paths: [String]

  func run() throws {
    var mistakes = 0
    for path in try paths.flatMap(files) {
      let complaints = try complaints(about: path)
      if complaints.isEmpty { print("\(path): ok") }
      for complaint in complaints { print(complaint) }
      mistakes += complaints.count
    }
    guard mistakes == 0 else { throw Failure.faultyScenario(mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes") }
  }

  private func files(_ path: String) throws -> [String] {
    guard Folder.isFolder(path) else { return [path] }
    do {
      return try Folder.scenarioFiles(in: path).map(\.path)
    } catch {
      throw Failure.faultyScenario("\(error)")
    }
  }

  private func complaints(about path: String) throws -> [ScenarioComplaint] {
    do {
      let text = try Folder.contents(of: path)
      try ScenarioCheck.check(
        name: path, file: path, text: text, pictures: try PictureFolder.pictures(beside: path), hash: Password.hash)
      return []
    } catch let error as ScenarioError {
      return error.complaints
    } catch let error as FileError {
      return [ScenarioComplaint(file: error.path, message: error.reason)]
    }
  }
}
