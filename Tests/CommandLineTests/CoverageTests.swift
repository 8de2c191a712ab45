import JSON
import TestSupport
import Testing

@testable import nebeus_mock

@Suite("nebeus-mock coverage")
struct CoverageTests {
  @Test("reports in each form", arguments: ["text", "json", "junit", "html", "markdown"])
  func forms(_ format: String) throws {
    let served = try Served(["--scenario", "reference"])
    let url = "http://127.0.0.1:\(served.port)"
    _ = try served.post("/get_countries/1.0/json")
    let outcome = try Program.run(["coverage", "--url", url, "--format", format])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    let marks = [
      "text": "Never called:\n  /", "json": #""path":"/get_countries/1.0/json""#,
      "junit": #"<testcase name="an accepted call" classname="/get_countries/1.0/json"/>"#,
      "html": "<code>/get_countries/1.0/json</code>", "markdown": "| `/get_countries/1.0/json` | 1 | 0 | 0 |",
    ]
    #expect(outcome.output.contains(try #require(marks[format])))
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/report"
    #expect(try Program.run(["coverage", "--url", url, "--format", format, "--output", file]).output == "")
    #expect(try Program.run(["exec", "--", "cat", file]).output == outcome.output)
  }

  @Test("exits with 1 below what is required, of one database or all")
  func require() throws {
    let served = try Served(["--scenario", "reference"])
    let asked = ["coverage", "--url", "http://127.0.0.1:\(served.port)"]
    #expect(try Program.run(asked + ["--require", "0"]).code == 0)
    let failed = try Program.run(asked + ["--require", "1", "--database", "nebeus"])
    #expect(failed.code == 1 && failed.error.hasPrefix("coverage is 0 %, 1 % required"))
    let unknown = try Program.run(asked + ["--database", "never"])
    #expect(unknown.code == 1 && unknown.error.hasSuffix("There has been no database never\n"))
    #expect(try Program.run(asked + ["--require", "101"]).code == 64)
  }

  @Test("says that nobody answers")
  func noServer() throws {
    let outcome = try Program.run(["coverage", "--url", "http://127.0.0.1:1"])
    #expect(outcome.code == 69 && outcome.error.hasPrefix("no answer: "))
  }

  @Test("writes markup in a name as text")
  func escapes() {
    #expect(Markup.escaped("<a href=\"b\">&\u{1}") == "&lt;a href=&quot;b&quot;&gt;&amp;\u{FFFD}")
  }
}
