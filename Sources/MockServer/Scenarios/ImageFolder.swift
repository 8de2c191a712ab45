import NebeusSchema
import Store

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
