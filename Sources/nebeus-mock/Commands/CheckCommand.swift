import Glibc
import MockServer
import Store

/// Checks scenarios as a server would load them.
enum CheckCommand: Command {
  private static let watch = CommandOption(
    "watch", hasVariable: false, "Go on, and check again what changes, until Ctrl-C.")

  static let description = CommandDescription(
    name: "check",
    summary: "Check scenarios: lists every mistake with file, table, row and column.",
    groups: [OptionGroup("Options", [watch])],
    operands: .several(name: "file|dir", help: "Scenario files, or folders of them."))

  static func run(_ arguments: ParsedArguments) throws {
    // Before the files are read: what changes meanwhile is checked again.
    var changes = FileChanges(try files(arguments.operands))
    var mistakes = 0
    for path in arguments.operands {
      let files = try files([path])
      mistakes += try report(problems(of: path, files))
      for file in files { mistakes += try check(file) }
    }
    while try arguments[watch] {
      usleep(UInt32(FileChanges.milliseconds * 1000))
      for file in changes.look(at: try files(arguments.operands)) { _ = try check(file) }
    }
    guard mistakes == 0 else { throw Failure.faultyScenario(mistakes == 1 ? "1 mistake" : "\(mistakes) mistakes") }
  }

  /// What looks like a scenario in a folder and is none, or that there is nothing: silence about that, or about a
  /// mistyped folder's name, would be taken for success.
  private static func problems(of path: String, _ files: [String]) throws -> [ScenarioProblem] {
    guard Folder.isFolder(path) else { return [] }
    return try readingFolders {
      for folder in try Folder.foldersWithoutScenario(in: path) {
        try StandardStream.output.deliver("\(folder): skipped, since there is no \(folder).json")
      }
      let misnamed = try Folder.misnamedFiles(in: path).map { file in
        ScenarioProblem(file: file, message: "not a scenario's name: the file name must end in .json, in lower case")
      }
      guard files.isEmpty, misnamed.isEmpty else { return misnamed }
      let message = "no scenario in this folder; scenarios are files named NAME.json"
      return [ScenarioProblem(file: path, message: message)]
    }
  }

  /// Prints what is wrong with the file, or that it is right, and returns how many problems there are.
  private static func check(_ file: String) throws -> Int {
    do {
      try ScenarioFile.check(file)
    } catch {
      return try report(error.problems)
    }
    try StandardStream.output.deliver("\(file): ok")
    return 0
  }

  private static func report(_ problems: [ScenarioProblem]) throws -> Int {
    for problem in problems { try StandardStream.output.deliver("\(problem)") }
    return problems.count
  }

  /// The files themselves, and the scenarios of folders.
  private static func files(_ paths: [String]) throws -> [String] {
    try readingFolders {
      try paths.flatMap { path in
        Folder.isFolder(path) ? try Folder.scenarioFiles(in: path).map(\.path) : [path]
      }
    }
  }

  private static func readingFolders<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DataError {
      throw Failure.faultyScenario("\(error)")
    }
  }
}
