import TestSupport
import Testing

@Suite("nebeus-mock check")
struct CheckTests {
  private let good = #"{"tables":{"res_country":[{"id":1,"name":"Spain","code":"ES","phone_code":"+34"}]}}"#
  private let bad = """
    {"tables":{"res_country":[{"id":1,"name":"Spain","code":"ES","phone_code":"+34"},{"id":2,"name":7,"code":"RU"}],
      "res_partner":[{"id":1,"name":"A","country_id":999}],"res_planet":[]}}
    """

  @Test("says that a file is good")
  func goodFile() throws {
    let folder = try TemporaryFolder(["good.json": good])
    let path = "\(folder.path)/good.json"
    #expect(try Program.run(["check", path]) == Program.Outcome(code: 0, output: "\(path): ok\n", error: ""))
  }

  @Test("reports every mistake with file, table, row and column")
  func badFile() throws {
    let folder = try TemporaryFolder(["bad.json": bad])
    let path = "\(folder.path)/bad.json"
    #expect(
      try Program.run(["check", path])
        == Program.Outcome(
          code: 65,
          output: """
            \(path), res_country, row 2, name: expected a string, found 7
            \(path), res_country, row 2, phone_code: required
            \(path), res_planet: unknown table
            \(path), res_partner, row 1, country_id: no row of res_country has id 999

            """,
          error: "4 mistakes\n"))
  }

  @Test("looks at every JSON file of a folder, by name, and goes on after a faulty one")
  func folder() throws {
    let folder = try TemporaryFolder([
      "c.json": good, "a.json": good, "b.json": "{", "notes.txt": "{", ".hidden.json": "{",
    ])
    let outcome = try Program.run(["check", folder.path])
    let lines = outcome.output.split(separator: "\n")
    #expect(outcome.code == 65 && outcome.error == "1 mistake\n")
    #expect(lines.count == 3)
    #expect(lines.first == "\(folder.path)/a.json: ok" && lines.last == "\(folder.path)/c.json: ok")
    #expect(lines[1].hasPrefix("\(folder.path)/b.json: line 1, column 2: "))
  }

  @Test("names what looks like a scenario in a folder and isn't read as one")
  func overlooked() throws {
    let folder = try TemporaryFolder(["a.json": good, "B.JSON": good, "sub/c.json": good])
    let outcome = try Program.run(["check", folder.path])
    #expect(
      outcome
        == Program.Outcome(
          code: 65,
          output: """
            \(folder.path)/sub: skipped, since there is no \(folder.path)/sub.json
            \(folder.path)/B.JSON: not a scenario's name: the file name must end in .json, in lower case
            \(folder.path)/a.json: ok

            """,
          error: "1 mistake\n"))
  }

  @Test("reads a file with a byte order mark, and names another encoding")
  func encodings() throws {
    let folder = try TemporaryFolder()
    try folder.write([0xef, 0xbb, 0xbf] + Array(good.utf8), to: "marked.json")
    try folder.write([0xff, 0xfe] + good.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, to: "utf16.json")
    let marked = "\(folder.path)/marked.json"
    #expect(try Program.run(["check", marked]) == Program.Outcome(code: 0, output: "\(marked): ok\n", error: ""))
    let wide = "\(folder.path)/utf16.json"
    #expect(
      try Program.run(["check", wide]).output
        == "\(wide): line 1, column 1: expected UTF-8, found UTF-16: save the text as UTF-8\n")
  }

  @Test("reports columns that triggers fill, and continues")
  func kept() throws {
    let account = #"{"id":1,"partner_id":1,"currency_id":1,"code":"a","acc_number":"a","create_date":{"days":0}"#
    let folder = try TemporaryFolder([
      "a.json": #"{"tables":{"account_account":[\#(account),"balance":5}]}}"#, "b.json": good,
    ])
    let outcome = try Program.run(["check", folder.path])
    let place = "\(folder.path)/a.json, account_account, row 1"
    #expect(outcome.code == 65)
    #expect(
      outcome.output.split(separator: "\n") == [
        "\(place), balance: computed by the database: leave it out",
        "\(place), partner_id: no row of res_partner has id 1",
        "\(place), currency_id: no row of res_currency has id 1",
        "\(folder.path)/b.json: ok",
      ])
  }

  @Test("reports the mistakes of a file whose pictures are faulty, too")
  func pictures() throws {
    let folder = try TemporaryFolder(["a.json": #"{"tables":{"res_planet":[]}}"#])
    try folder.write("", to: "a/me.jpg")
    let lines = try Program.run(["check", folder.path]).output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == "\(folder.path)/a.json, res_planet: unknown table")
    #expect(lines.last?.hasPrefix("\(folder.path)/a/me.jpg: a partner's pictures are named ") == true)
  }

  @Test("reports a mistake on one line, whatever its names are")
  func oneLine() throws {
    let folder = try TemporaryFolder(["a.json": #"{"tables":{"a\n\u001b[31mb":[]}}"#])
    #expect(
      try Program.run(["check", folder.path]).output
        == #"\#(folder.path)/a.json, a\n\u{1B}[31mb: unknown table"# + "\n")
  }

  @Test("doesn't take a folder without scenarios for a good one")
  func nothing() throws {
    let folder = try TemporaryFolder(["notes.txt": "{"])
    #expect(
      try Program.run(["check", folder.path])
        == Program.Outcome(
          code: 65,
          output: "\(folder.path): no scenario in this folder; scenarios are files named NAME.json\n",
          error: "1 mistake\n"))
  }

  @Test("takes several files and folders")
  func several() throws {
    let first = try TemporaryFolder(["a.json": good])
    let second = try TemporaryFolder(["b.json": good])
    let outcome = try Program.run(["check", first.path, "\(second.path)/b.json"])
    #expect(
      outcome
        == Program.Outcome(code: 0, output: "\(first.path)/a.json: ok\n\(second.path)/b.json: ok\n", error: ""))
  }

  @Test("reports a missing file", arguments: ["/nonexistent/a.json"])
  func missing(_ path: String) throws {
    #expect(
      try Program.run(["check", path])
        == Program.Outcome(code: 65, output: "\(path): No such file or directory\n", error: "1 mistake\n"))
  }

  @Test("finds nothing wrong with the program's own scenarios")
  func own() throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    let outcome = try Program.run(["check", "\(root)/Seeds"])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    #expect(outcome.output.contains("\(root)/Seeds/reference.json: ok\n"))
  }
}
