import Logging
import MockControl
import NebeusAPI
import NebeusSchema
import OdooHTTP
import ServerTestSupport
import Store
import Testing

@testable import MockServer

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

  @Test("are linked from their index, endpoint by endpoint")
  func index() throws {
    var index = try #require(Handbook.text(of: Handbook.index))
    let (begin, end) = ("<!-- endpoints -->\n", "\n<!-- end of endpoints -->")
    let start = try #require(index.firstRange(of: begin)?.upperBound)
    let stop = try #require(index.firstRange(of: end)?.lowerBound)
    if Handbook.isToBeWritten {
      index.replaceSubrange(start..<stop, with: Handbook.endpoints)
      try Handbook.write(index, to: Handbook.index)
    } else {
      #expect(index[start..<stop] == Handbook.endpoints, "\(Handbook.index) is out of date: run \(Handbook.command)")
    }
  }

  @Test("include a page of the control plane that has every call")
  func control() throws {
    let page = try #require(Handbook.text(of: "docs/control.md"))
    let library = SeedLibrary()
    let databases = Databases(
      DatabaseSettings(schema: .nebeus, library: library, scenario: "empty", hash: Password.hash))
    let control = Control(
      of: databases, library: library, contract: APIContract(.documented), token: nil,
      scenario: "reference", cookie: SessionCookie(sameSite: .lax), hasInspector: false,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), api: ControlCall.noRoutes)
    for route in control.routes() {
      let call = "`\(route.method.name) \(route.pattern)`"
      #expect(page.contains(call), "docs/control.md says nothing of \(call)")
    }
  }

  @Test("have the members of control calls as they are read")
  func controlMembers() throws {
    let path = "docs/control.md"
    let page = try #require(Handbook.text(of: path))
    var made = page
    let matches = page.matches(of: /<!-- members of ([A-Z]+) (\S+) -->\n[\S\s]*?<!-- end of members -->/)
    #expect(matches.count == page.ranges(of: "<!-- members of ").count && !matches.isEmpty)
    for match in matches {
      let members = ControlDescription.members(String(match.output.1), String(match.output.2))
      try #require(!members.isEmpty, "nothing is read by \(match.output.1) \(match.output.2)")
      let rows = members.map { ["`\($0.name)`", $0.schema.words, $0.meaning] }
      made = made.replacing(
        match.output.0,
        with: "<!-- members of \(match.output.1) \(match.output.2) -->\n"
          + Markdown.table(["", "type", "meaning"], rows) + "\n<!-- end of members -->")
    }
    if Handbook.isToBeWritten { try Handbook.write(made, to: path) }
    #expect(Handbook.text(of: path) == made, "\(path) is out of date: run \(Handbook.command)")
  }

  @Test("have the logins of the scenario edge, with what each shows")
  func edgeLogins() throws {
    let path = "docs/scenarios.md"
    var page = try #require(Handbook.text(of: path))
    let start = try #require(page.firstRange(of: "<!-- logins of edge -->\n")?.upperBound)
    let stop = try #require(page.firstRange(of: "<!-- end of logins -->")?.lowerBound)
    let rows = EdgeUser.allCases.map { ["`\($0.login)`", $0.shows] }
    let table = Markdown.table(["login", "shows"], rows) + "\n"
    if Handbook.isToBeWritten {
      page.replaceSubrange(start..<stop, with: table)
      try Handbook.write(page, to: path)
    } else {
      #expect(page[start..<stop] == table, "\(path) is out of date: run \(Handbook.command)")
    }
  }

  @Test("find their chapter among the decisions", arguments: API.chapters.map(\.name))
  func decisions(_ chapter: String) throws {
    let decisions = try #require(Handbook.text(of: "docs/decisions.md"))
    #expect(decisions.contains("\n## \(chapter)\n"))
  }
}
