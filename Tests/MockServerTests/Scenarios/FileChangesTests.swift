import TestSupport
import Testing

@testable import MockServer

@Suite("FileChanges")
struct FileChangesTests {
  private let folder: TemporaryFolder
  private let path: String
  private var changes: FileChanges

  init() throws {
    folder = try TemporaryFolder(["a.json": "{}", "a/partner_1.png": "x"])
    path = folder.path + "/a.json"
    changes = FileChanges([path])
  }

  /// What each of so many looks reports.
  private mutating func look(_ paths: [String]? = nil, times: Int = 3) -> [[String]] {
    (0..<times).map { _ in changes.look(at: paths ?? [path]) }
  }

  @Test("reports nothing that was there at the beginning")
  mutating func beginning() {
    #expect(look() == [[], [], []])
  }

  @Test("reports a file that has changed once, when it looks the same twice")
  mutating func changed() throws {
    try folder.write("{} ", to: "a.json")
    #expect(look() == [[], [path], []])
    try folder.write("[]", to: "a.json")
    #expect(look(times: 1) == [[]])
    try folder.write("[1]", to: "a.json")
    #expect(look() == [[], [path], []])
  }

  @Test("reports a file whose images have changed")
  mutating func images() throws {
    try folder.write("more", to: "a/partner_1.png")
    #expect(look() == [[], [path], []])
    try folder.write("x", to: "a/partner_2.png")
    #expect(look() == [[], [path], []])
  }

  @Test("reports a new file, and none that is gone")
  mutating func new() throws {
    try folder.write("{}", to: "b.json")
    let new = folder.path + "/b.json"
    #expect(look([path, new]) == [[], [new], []])
    #expect(look([path]) == [[], [], []])
    #expect(look([path, folder.path + "/none.json"]) == [[], [], []])
  }
}
