import NebeusAPI
import NebeusSchema
import SQLite
import Store

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
