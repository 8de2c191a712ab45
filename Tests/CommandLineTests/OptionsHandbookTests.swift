import Glibc
import TestSupport
import Testing

@Suite("docs/options.md")
struct OptionsHandbookTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  @Test("lists the commands, options, variables and defaults that the program declares")
  func page() throws {
    let page = try Program.run(["help", "--markdown"]).output
    let path = "\(Self.root)/docs/options.md"
    if getenv("UPDATE_DOCS") != nil {
      let file = try #require(fopen(path, "w"))
      fputs(page, file)
      #expect(fclose(file) == 0)
    }
    let outcome = try Program.shell(#"cat "$2""#, [path])
    #expect(outcome.output == page, "docs/options.md is out of date: run Scripts/update-docs")
  }
}
