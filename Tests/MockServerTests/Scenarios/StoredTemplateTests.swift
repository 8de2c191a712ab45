import NebeusSchema
import SQLite
import ServerTestSupport
import TestSupport
import Testing
import Time

@testable import MockServer
@testable import Store

@Suite("A stored template")
struct StoredTemplateTests {
  private static let name = "demo"

  private static let stored = SeedLibrary().template(of: name)

  @Test("is what its scenario's text makes with these tables")
  func isCurrent() throws {
    let files = try TemplateFiles(of: Self.name)
    let folder = "\(TemplateFiles.folder)/\(Self.name)"
    if TemplateFiles.isToBeWritten {
      try Handbook.write(files.pages, to: "\(folder).db")
      try Handbook.write(files.description, to: "\(folder).json")
    }
    let advice: Comment = "the files are out of date: run \(TemplateFiles.command)"
    #expect(Handbook.text(of: "\(folder).json") == files.description, advice)
    let text = try #require(try SeedLibrary().text(of: Self.name)).text
    #expect(Self.stored?.isMade(from: text, .nebeus) == true, advice)
  }

  /// Days of all years, leap days, and the ends of months, years and of the calendar, as far as the demo goes.
  private static let days = [
    (2017, 2, 28), (2017, 3, 1), (2016, 2, 29), (2000, 2, 29), (1900, 3, 1), (1969, 12, 31), (1970, 1, 1),
    (2026, 11, 28), (2100, 2, 28), (5, 6, 15), (999, 12, 31), (1000, 1, 1), (9990, 12, 31),
  ]

  @Test("has on each day what loading its scenario gives then", arguments: days)
  func moved(year: Int, month: Int, day: Int) throws {
    let day = try #require(Day(year: year, month: month, day: day))
    let stored = try #require(Self.stored)
    let template = try #require(try stored.template(for: day))
    let (pages, sessions) = try TemplateFiles.loaded(Self.name, on: day)
    #expect(template.sessions == sessions)
    let loaded = try Self.contents(of: pages)
    let moved = try Self.contents(of: template.pages.bytes)
    #expect(loaded.count > 30)
    for (table, rows) in loaded { #expect(moved[table] == rows, "\(table)") }
    #expect(moved.keys.sorted() == loaded.keys.sorted())
  }

  /// The rows of each table, what the schema says, and what marks the file.
  ///
  /// Throws where the order of an index is not that of its values, for one.
  private static func contents(of pages: [UInt8]) throws -> [String: [[String]]] {
    let connection = try SQLiteConnection(.memory)
    try connection.deserialize(pages)
    let check = try connection.first("PRAGMA integrity_check(3)") { try $0[0] as String }
    guard check == "ok" else { throw TemplateFiles.Failure(message: check ?? "") }
    let tables = try connection.all("SELECT name FROM sqlite_schema WHERE type = 'table'") { try $0[0] as String }
    var contents: [String: [[String]]] = [:]
    let properties = [
      "schema": "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name", "version": "PRAGMA user_version",
      "application": "PRAGMA application_id", "page size": "PRAGMA page_size",
    ]
    let queries = tables.map { ($0, "SELECT * FROM \"\($0)\"") } + properties.map { ($0, $1) }
    for (name, query) in queries {
      contents[name] = try connection.all(dynamic: query) { row in
        try (0..<row.columnCount).map { "\(try row[$0] as DatabaseValue)" }
      }
    }
    return contents
  }

  @Test("is not used on a day from which one of its days is beyond the calendar")
  func beyond() throws {
    let stored = try #require(Self.stored)
    let first = try #require(Day(year: 1, month: 1, day: 1))
    let last = try #require(Day(year: 9999, month: 12, day: 31))
    #expect(try stored.template(for: first) == nil && stored.template(for: last) == nil)
  }

  @Test("is not used for another text, other tables, or a scenario of a folder")
  func others() throws {
    let stored = try #require(Self.stored)
    let text = try #require(try SeedLibrary().text(of: Self.name)).text
    for index in [0, 1, text.count / 2, text.count - 1] {
      var other = text
      other[index] ^= 1
      #expect(!stored.isMade(from: other, .nebeus), "byte \(index)")
    }
    #expect(!stored.isMade(from: text + [0x20], .nebeus))
    let folder = try TemporaryFolder()
    try folder.write(Array(#"{"tables": {}}"#.utf8), to: "\(Self.name).json")
    #expect(SeedLibrary(directory: folder.path).template(of: Self.name) == nil)
    let server = try TestServer.start(scenario: Self.name, library: SeedLibrary(directory: folder.path))
    #expect(try server.rows("SELECT count(*) FROM res_users") == [["0"]])
  }

  @Test(
    "is read only as it is written",
    arguments: [
      "", "[]", "{}", #"{"origin":"1","sessions":[]}"#, #"{"origin":"1","days":[]}"#, #"{"sessions":[],"days":[]}"#,
      #"{"origin":"1","sessions":[],"days":[{"places":[0]}]}"#, #"{"origin":"1","sessions":[],"days":[{"offset":1}]}"#,
      #"{"origin":"1","sessions":[],"days":[{"offset":1,"places":[-1]}]}"#,
      #"{"origin":"1","sessions":[],"days":[{"offset":1,"places":[91]}]}"#,
    ])
  func malformed(_ description: String) {
    #expect(StoredTemplate(pages: Array(repeating: 0, count: 100), description: Array(description.utf8)) == nil)
  }

  @Test("may have a day at the end of its pages")
  func end() throws {
    let description = #"{"origin":"1","sessions":["s"],"days":[{"offset":1,"places":[90]}]}"#
    #expect(StoredTemplate(pages: Array(repeating: 0, count: 100), description: Array(description.utf8)) != nil)
  }
}
