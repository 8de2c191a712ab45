import NebeusAPI
import Testing

@Suite("The pages that are made")
struct HandbookTests {
  @Test("say what the endpoints say", arguments: Handbook.pages.map(\.path))
  func page(_ path: String) throws {
    let page = try #require(Handbook.pages.first { $0.path == path })
    if Handbook.isToBeWritten { try Handbook.write(page.text, to: path) }
    #expect(Handbook.text(of: path) == page.text, "\(path) is out of date: run \(Handbook.command)")
  }

  @Test("say what the schema says")
  func tables() throws {
    let text = try TablesPage.text()
    if Handbook.isToBeWritten { try Handbook.write(text, to: TablesPage.path) }
    #expect(Handbook.text(of: TablesPage.path) == text, "\(TablesPage.path) is out of date: run \(Handbook.command)")
  }

  @Test("are linked from the README, endpoint by endpoint")
  func readme() throws {
    var readme = try #require(Handbook.text(of: "README.md"))
    let (begin, end) = ("<!-- endpoints -->\n", "\n<!-- end of endpoints -->")
    let start = try #require(readme.firstRange(of: begin)?.upperBound)
    let stop = try #require(readme.firstRange(of: end)?.lowerBound)
    if Handbook.isToBeWritten {
      readme.replaceSubrange(start..<stop, with: Handbook.endpoints)
      try Handbook.write(readme, to: "README.md")
    } else {
      #expect(readme[start..<stop] == Handbook.endpoints, "README.md is out of date: run \(Handbook.command)")
    }
  }

  @Test("find their chapter among the decisions", arguments: API.chapters.map(\.name))
  func decisions(_ chapter: String) throws {
    let decisions = try #require(Handbook.text(of: "docs/decisions.md"))
    #expect(decisions.contains("\n## \(chapter)\n"))
  }
}
