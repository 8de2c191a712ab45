import Basics
import Glibc
import NebeusAPI
import NebeusSchema
import SQLite
import Store

/// The scenario files of a folder, and what is in them.
package enum Folder {
  private static let suffix = ".json"

  /// The largest scenario file that is read.
  private static let largestFile = 256 << 20

  /// The `NAME.json` files of a folder, by name.
  package static func scenarioFiles(in folder: String) throws(DataError) -> [(name: String, path: String)] {
    try files(in: folder).compactMap { name, path in
      name.hasSuffix(suffix) ? (String(name.dropLast(suffix.count)), path) : nil
    }
  }

  /// Files whose names end in `.json` but for the letters' case: on some systems they look like scenarios.
  package static func misnamedFiles(in folder: String) throws(DataError) -> [String] {
    try files(in: folder).filter { !$0.name.hasSuffix(suffix) && $0.name.lowercased().hasSuffix(suffix) }.map(\.path)
  }

  /// Folders that have no scenario of their name beside them, whose images they would have.
  package static func foldersWithoutScenario(in folder: String) throws(DataError) -> [String] {
    let scenarios = Set(try scenarioFiles(in: folder).map(\.name))
    return try files(in: folder).filter { !scenarios.contains($0.name) && isFolder($0.path) }.map(\.path)
  }

  /// A folder's files by name, without hidden ones.
  static func files(in folder: String) throws(DataError) -> [(name: String, path: String)] {
    guard let names = try Files.names(in: folder) else { throw DataError(folder, .system(ENOENT)) }
    return names.filter { !$0.hasPrefix(".") }.map { ($0, "\(folder)/\($0)") }
  }

  package static func isFolder(_ path: String) -> Bool {
    FileStatus.of(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  package static func contents(of path: String) throws(DataError) -> [UInt8] {
    guard let contents = try Files.read(path, most: largestFile + 1) else { throw DataError(path, .system(ENOENT)) }
    guard contents.count <= largestFile else {
      throw DataError(path, .foreign("it is larger than \(largestFile) bytes"))
    }
    return contents
  }
}

/// The partners' images beside a scenario file: for `DIR/NAME.json`, the files of `DIR/NAME`.
package enum ImageFolder {
  private static let suffix = ".json"

  /// What the folder has, by name; nothing where there is none.
  ///
  /// Throws `ScenarioError` for a file that can't be read, or is named as no image is. What is in them is checked
  /// where they are loaded.
  package static func images(beside file: String) throws(ScenarioError) -> [ScenarioImage] {
    guard let folder = folder(of: file) else { return [] }
    var images: [ScenarioImage] = []
    var problems: [ScenarioProblem] = []
    do throws(DataError) {
      for (name, path) in try Folder.files(in: folder) {
        if let image = ScenarioImage(file: path, name: name, bytes: try Folder.contents(of: path)) {
          images.append(image)
        } else {
          problems.append(ScenarioProblem(file: path, message: naming))
        }
      }
    } catch {
      problems.append(ScenarioProblem(file: error.path, message: error.message))
    }
    guard problems.isEmpty else { throw ScenarioError(problems: problems) }
    return images
  }

  /// The paths of what is in the folder; none where it can't be read.
  static func files(beside file: String) -> [String] {
    folder(of: file).flatMap { try? Folder.files(in: $0).map(\.path) } ?? []
  }

  /// The folder of a scenario file's images; nil where there is none.
  private static func folder(of file: String) -> String? {
    guard file.hasSuffix(suffix) else { return nil }
    let folder = String(file.dropLast(suffix.count))
    return Folder.isFolder(folder) ? folder : nil
  }

  private static let naming = "a partner's pictures are named partner_ID_big.png (150×150) and partner_ID.png (64×64)"
}

/// A scenario file, checked as a server would load it.
package enum ScenarioFile {
  /// Throws `ScenarioError` with all problems of the file and of the images next to it.
  ///
  /// - Parameter name: the scenario's; its path where there is none.
  package static func check(_ path: String, name: String? = nil) throws(ScenarioError) {
    var problems: [ScenarioProblem] = []
    var images: [ScenarioImage] = []
    do {
      images = try ImageFolder.images(beside: path)
    } catch {
      problems = error.problems
    }
    problems = Self.problems(path, name ?? path, images) + problems
    guard problems.isEmpty else { throw ScenarioError(problems: problems) }
  }

  private static func problems(_ path: String, _ name: String, _ images: [ScenarioImage]) -> [ScenarioProblem] {
    do {
      let text = try Folder.contents(of: path)
      try Scenario.check(
        name: name, file: path, text: text, images: images, schema: .nebeus, hash: Password.hash)
      return []
    } catch let error as ScenarioError {
      return error.problems
    } catch let error as DataError {
      return [ScenarioProblem(file: error.path, message: error.message)]
    } catch let error as SQLiteError {
      // Unexpected; the other files are checked all the same.
      return [ScenarioProblem(file: path, message: error.message)]
    } catch {
      return [ScenarioProblem(file: path, message: "\(error)")]
    }
  }
}
