import MockServer
import NebeusAPI
import SQLite
import Store

/// Checks scenarios as a server would load them.
enum CheckCommand: Command {
  static let description = CommandDescription(
    name: "check",
    summary: "Check scenarios: lists every mistake with file, table, row and column.",
    operands: .several(name: "file|dir", help: "Scenario files, or folders of them."))

  static func run(_ arguments: ParsedArguments) throws {
    var mistakes = 0
    for path in arguments.operands {
      let files = try files(path)
      // Silence about a mistyped folder's name would be taken for success.
      if files.isEmpty { mistakes += try report([ScenarioProblem(file: path, message: emptyFolder)]) }
      for file in files {
        let complaints = try complaints(about: file)
        if complaints.isEmpty { try StandardStream.output.deliver("\(file): ok") }
        mistakes += try report(complaints)
      }
    }
    guard mistakes == 0 else { throw Failure.faultyScenario(mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes") }
  }

  private static let emptyFolder = "no scenario in this folder; scenarios are files named NAME.json"

  /// Prints the problems, and returns how many there are.
  private static func report(_ complaints: [ScenarioProblem]) throws -> Int {
    for complaint in complaints { try StandardStream.output.deliver("\(complaint)") }
    return complaints.count
  }

  private static func files(_ path: String) throws -> [String] {
    guard Folder.isFolder(path) else { return [path] }
    do {
      return try Folder.scenarioFiles(in: path).map(\.path)
    } catch {
      throw Failure.faultyScenario("\(error)")
    }
  }

  private static func complaints(about path: String) throws -> [ScenarioProblem] {
    let pictures: [ScenarioPicture]
    do throws(ScenarioError) {
      pictures = try PictureFolder.pictures(beside: path)
    } catch {
      return try complaints(about: path, pictures: []) + error.complaints
    }
    return try complaints(about: path, pictures: pictures)
  }

  private static func complaints(about path: String, pictures: [ScenarioPicture]) throws -> [ScenarioProblem] {
    do {
      let text = try Folder.contents(of: path)
      try ScenarioCheck.check(name: path, file: path, text: text, pictures: pictures, hash: Password.hash)
      return []
    } catch let error as ScenarioError {
      return error.complaints
    } catch let error as DataError {
      return [ScenarioProblem(file: error.path, message: error.message)]
    } catch let error as SQLiteError {
      // Unexpected; the other files are checked all the same.
      return [ScenarioProblem(file: path, message: error.message)]
    }
  }
}
