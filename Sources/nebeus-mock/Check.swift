import ArgumentParser
import MockServer
import NebeusAPI
import SQLite
import Store

/// Checks scenarios as a server would load them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate scenarios: every mistake with file, table, row and column.")

  @Argument(help: ArgumentHelp("Scenario files, or folders of them.", valueName: "file|dir"))
  var paths: [String]

  func run() throws {
    var mistakes = 0
    for path in paths {
      let files = try files(path)
      // Whoever mistypes a folder's name would take silence for success.
      if files.isEmpty { mistakes += tell([ScenarioProblem(file: path, message: Self.emptyFolder)]) }
      for file in files {
        let complaints = try complaints(about: file)
        if complaints.isEmpty { print("\(file): ok") }
        mistakes += tell(complaints)
      }
    }
    guard mistakes == 0 else { throw Failure.faultyScenario(mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes") }
  }

  private static let emptyFolder = "there is no scenario in the folder: they are files named NAME.json"

  /// Prints them, and says how many there were.
  private func tell(_ complaints: [ScenarioProblem]) -> Int {
    for complaint in complaints { print(complaint) }
    return complaints.count
  }

  private func files(_ path: String) throws -> [String] {
    guard Folder.isFolder(path) else { return [path] }
    do {
      return try Folder.scenarioFiles(in: path).map(\.path)
    } catch {
      throw Failure.faultyScenario("\(error)")
    }
  }

  private func complaints(about path: String) throws -> [ScenarioProblem] {
    let pictures: [ScenarioPicture]
    do throws(ScenarioError) {
      pictures = try PictureFolder.pictures(beside: path)
    } catch {
      return try complaints(about: path, pictures: []) + error.complaints
    }
    return try complaints(about: path, pictures: pictures)
  }

  private func complaints(about path: String, pictures: [ScenarioPicture]) throws -> [ScenarioProblem] {
    do {
      let text = try Folder.contents(of: path)
      try ScenarioCheck.check(name: path, file: path, text: text, pictures: pictures, hash: Password.hash)
      return []
    } catch let error as ScenarioError {
      return error.complaints
    } catch let error as DataError {
      return [ScenarioProblem(file: error.path, message: error.message)]
    } catch let error as SQLiteError {
      // Nobody foresaw it; the other files are looked at all the same.
      return [ScenarioProblem(file: path, message: error.message)]
    }
  }
}
