import Glibc
import NebeusAPI

/// The documentation that is made from the endpoints.
enum Handbook {
  /// What writes it again.
  static let command = "`Scripts/update-docs`"

  static let isToBeWritten = getenv("UPDATE_DOCS") != nil

  static let pages = (API.chapters + API.extensions).map(ChapterPage.init)

  /// The page that has the table of endpoints between its two comments.
  static let index = "docs/api/README.md"

  /// The index's table of endpoints: a row for each path, by chapter.
  static var endpoints: String {
    let rows = API.chapters.flatMap { chapter in
      let page = ChapterPage(chapter: chapter).name
      let calls = chapter.endpoints.map { endpoint in
        row("POST", endpoint.path, endpoint.summary, page, endpoint.access == .everyone ? "everyone" : "session")
      }
      let images = chapter.images.map { row("GET", $0.path, $0.summary, page, "everyone") }
      return [["**\(chapter.name)**", "", ""]] + calls + images
    }
    return Markdown.table(["", "path", "who may call"], rows)
  }

  private static func row(_ method: String, _ path: String, _ summary: String, _ page: String, _ who: String)
    -> [String]
  {
    ["[\(summary)](\(page)#\(Markdown.anchor(summary)))", "`\(method) \(path)`", who]
  }

  /// A file of the project; nil where it isn't there.
  static func text(of path: String) -> String? {
    guard let file = fopen(place(of: path), "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece[..<count]
    }
  }

  static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(place(of: path), "w") else { throw NotWritten(path: path) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw NotWritten(path: path) }
  }

  private struct NotWritten: Error { let path: String }

  private static func place(of path: String) -> String {
    #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } + "/" + path
  }
}
