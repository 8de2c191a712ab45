import Glibc
import Seeds
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("A folder of scenarios")
struct FolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder([
      "mine.json": "{}", "mine/partner_1.png": "x", "demo.json": "[]", ".hidden.json": "{}", "Wrong.JSON": "{}",
      "notes.txt": "", "lonely/partner_1.png": "x",
    ])
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  @Test("has the files whose names end as those of scenarios do")
  func files() throws {
    let files = try Folder.scenarioFiles(in: folder.path)
    #expect(files.map(\.name).sorted() == ["demo", "mine"])
    #expect(Set(files.map(\.path)) == [path("demo.json"), path("mine.json")])
    #expect(try Folder.misnamedFiles(in: folder.path) == [path("Wrong.JSON")])
    #expect(try Folder.foldersWithoutScenario(in: folder.path) == [path("lonely")])
  }

  @Test("is one, and files are none")
  func isFolder() {
    #expect(Folder.isFolder(folder.path) && Folder.isFolder(path("mine")))
    #expect(!Folder.isFolder(path("mine.json")) && !Folder.isFolder(path("none")))
  }

  @Test("says which file or folder is missing")
  func missing() {
    let noFolder = #expect(throws: DataError.self) { try Folder.scenarioFiles(in: path("none")) }
    #expect(noFolder == DataError(path("none"), .system(ENOENT)))
    let noFile = #expect(throws: DataError.self) { try Folder.contents(of: path("none.json")) }
    #expect(noFile == DataError(path("none.json"), .system(ENOENT)))
  }

  @Test("has images next to a scenario, and none next to anything else")
  func images() throws {
    let images = try ImageFolder.images(beside: path("mine.json"))
    #expect(images.map(\.owner) == [1] && images.map(\.bytes) == [Array("x".utf8)])
    for name in ["demo.json", "mine", "mine.txt", "none.json"] {
      #expect(try ImageFolder.images(beside: path(name)).isEmpty, "\(name)")
      #expect(ImageFolder.files(beside: path(name)).isEmpty, "\(name)")
    }
    #expect(ImageFolder.files(beside: path("mine.json")) == [path("mine/partner_1.png")])
    try folder.write("", to: "mine/other.png")
    let error = #expect(throws: ScenarioError.self) { try ImageFolder.images(beside: path("mine.json")) }
    #expect(error?.problems.map(\.file) == [path("mine/other.png")])
    try folder.write("", to: "demo/partner_1.png/file")
    let unreadable = #expect(throws: ScenarioError.self) { try ImageFolder.images(beside: path("demo.json")) }
    #expect(unreadable?.problems.map(\.file) == [path("demo/partner_1.png")])
  }

  @Test("takes precedence over the program's scenarios, which it adds to")
  func library() throws {
    let (own, all) = (SeedLibrary(), SeedLibrary(directory: folder.path))
    #expect(own.names == own.names.sorted() && own.names.contains("edge"))
    #expect(all.names == (own.names + ["mine"]).sorted())
    #expect(own.isConstant("demo") && own.isConstant("edge") && !own.isConstant("mine"))
    #expect(!all.isConstant("demo"))
    #expect(try own.text(of: "mine") == nil && own.text(of: "demo")?.file == "Seeds/demo.json")
    #expect(try all.text(of: "demo")?.text == Array("[]".utf8) && all.text(of: "demo")?.file == path("demo.json"))
    #expect(try all.text(of: "reference")?.file == "Seeds/reference.json")
    #expect(try own.text(of: "edge")?.file == "edge, generated")
    #expect(try own.script(of: "edge") != nil && own.script(of: "demo") == nil && all.script(of: "edge") != nil)
    try folder.write("{}", to: "edge.json")
    #expect(try all.script(of: "edge") == nil && all.text(of: "edge")?.file == path("edge.json"))
    #expect(try all.images(of: "mine").map(\.owner) == [1] && all.images(of: "reference").isEmpty)
    #expect(try own.images(of: "mine").isEmpty)
    let none = SeedLibrary(directory: path("none"))
    #expect(none.names == own.names)
    #expect(throws: ScenarioError.self) { try none.text(of: "demo") }
  }

  @Test("has scenarios that are checked as a server would load them")
  func check() throws {
    try folder.write(#"{"tables":{}}"#, to: "plain.json")
    #expect(throws: Never.self) { try ScenarioFile.check(path("plain.json")) }
    try folder.write("", to: "plain/other.png")
    try folder.write("[", to: "broken.json")
    for (name, files) in [
      ("plain.json", ["plain/other.png"]), ("none.json", ["none.json"]), ("broken.json", ["broken.json"]),
    ] {
      let error = #expect(throws: ScenarioError.self) { try ScenarioFile.check(path(name), name: "x") }
      #expect(error?.problems.map(\.file) == files.map(path))
    }
  }
}
