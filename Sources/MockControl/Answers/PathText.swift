import HTTP
import NebeusAPI

/// Paths in control calls: as they are sent, or a route as the reference writes it.
enum PathText {
  /// The routes that stand for many paths.
  private static let patterns: Set<String> = Set(
    (API.endpoints.map(\.path) + API.pictures.map(\.path)).filter { $0.contains("{") })

  /// Throws `Problem` where no request could have the path.
  static func check(_ path: String) throws(Problem) {
    guard path.hasPrefix("/") else { throw Problem(.badRequest, "path: it should begin with /, and is \"\(path)\"") }
    guard !path.contains("?"), !path.contains("#") else {
      throw Problem(.badRequest, "path: it should have no query, and is \"\(path)\"")
    }
    guard !Control.owns(path) else {
      throw Problem(
        .badRequest, "path: calls of the control plane are neither struck nor recorded, and this is \(path)")
    }
    guard !path.contains("{") || patterns.contains(path) else {
      throw Problem(
        .badRequest,
        "path: \(path) is no route of the API; those with arguments are \(patterns.sorted().joined(separator: ", "))")
    }
  }
}
