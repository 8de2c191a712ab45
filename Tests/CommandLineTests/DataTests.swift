import Glibc
import JSON
import SQLite
import TestSupport
import Testing

@Suite("nebeus-mock serve --data")
struct DataTests {
  private static let igor = #"{"login":"igor@nebeus.example","password":"reference-password"}"#

  @Test("finds its databases again: rows, sessions, outbox, clocks, snapshots", arguments: [SIGTERM, SIGKILL])
  func restart(_ signal: Int32) throws {
    let folder = try TemporaryFolder()
    let data = "\(folder.path)/data"
    let before = try Served(["--data", data])
    _ = try before.control("PUT", "/databases/lucy", #"{"seed":5}"#)
    let session = try #require(
      try before.post("/signin/1.0/json?db=lucy", Self.igor).json[0]?["result"]?["session_id"]?.string)
    _ = try before.post("/reset_password/1.0/json?db=lucy", #"{"login":"igor@nebeus.example"}"#)
    _ = try before.control("PUT", "/databases/lucy/clock", #"{"now":"2017-03-04T00:00:00Z"}"#)
    _ = try before.control("PUT", "/databases/lucy/snapshots/kept")
    let list = try before.control("GET", "/databases").json.array?.compactMap { $0["created"]?.string }
    let outbox = try before.control("GET", "/databases/lucy/tables/mock_outbox").text
    before.program.send(signal: signal)
    _ = try before.program.finish()

    let after = try Served(["--data", data, "--scenario", "empty"])
    #expect(try after.control("GET", "/databases").json.array?.compactMap { $0["created"]?.string } == list)
    #expect(try after.control("GET", "/databases/lucy").json["scenario"]?.string == "reference")
    // The session says which database is meant.
    let dashboard = try after.post("/partner/dashboard", fields: "X-Openerp-Session-Id: \(session)\r\n")
    #expect(try dashboard.json["name"]?.string == "Igor")
    #expect(try after.control("GET", "/databases/lucy/tables/mock_outbox").text == outbox)
    #expect(outbox.contains("reset_password"))
    #expect(
      try after.control("GET", "/databases/lucy/clock").text == #"{"now":"2017-03-04T00:00:00Z","frozen":true}"#)
    #expect(try after.control("GET", "/databases/lucy/snapshots").json[0]?["name"]?.string == "kept")
    #expect(try after.control("POST", "/databases/lucy/snapshots/kept/restore").status == 200)
    // A reset makes it as it was made, by the other server.
    #expect(try after.control("POST", "/databases/lucy/reset").json["scenario"]?.string == "reference")
    #expect(
      try after.control("GET", "/databases/lucy/clock").text == #"{"now":"2017-03-03T12:00:00Z","frozen":true}"#)
    #expect(try after.stop().code == 0)
  }

  @Test("keeps a clock's distance from the system's")
  func runningClock() throws {
    let folder = try TemporaryFolder()
    let data = "\(folder.path)/data"
    let before = try Served(["--data", data])
    _ = try before.control("PUT", "/databases/nebeus/clock", #"{"now":"2030-01-01T00:00:00Z","frozen":false}"#)
    _ = try before.stop()
    let clock = try Served(["--data", data]).control("GET", "/databases/nebeus/clock").json
    #expect(clock["frozen"]?.bool == false)
    #expect(clock["now"]?.string?.hasPrefix("2030-01-01T") == true)
  }

  @Test("has every acknowledged write after a kill, with --durable", arguments: 1...3)
  func durable(_ round: Int) throws {
    let folder = try TemporaryFolder()
    let arguments = ["--data", "\(folder.path)/data", "--durable"]
    let before = try Served(arguments)
    var acknowledged: [String] = []
    for number in 0..<20 * round {
      let mail = "n\(number)@x.example"
      let answer = try before.post("/helpdesk/message", #"{"login":"\#(mail)","name":"N","message":"M"}"#)
      #expect(answer.text.contains("success"))
      acknowledged.append(mail)
    }
    before.program.send(signal: SIGKILL)
    _ = try before.program.finish()
    let rows = try Served(arguments).control("GET", "/databases/nebeus/tables/helpdesk_ticket").json.array ?? []
    #expect(rows.compactMap { $0["email"]?.string } == acknowledged)
  }

  @Test("is whole after a kill among resets and replacements", arguments: 1...3)
  func killedResets(_ round: Int) throws {
    let folder = try TemporaryFolder()
    let arguments = ["--data", "\(folder.path)/data"]
    let before = try Served(arguments)
    let countries = try before.post("/get_countries/1.0/json").text
    for number in 0..<10 * round {
      let (method, path) = number % 2 == 0 ? ("POST", "/databases/nebeus/reset") : ("PUT", "/databases/n\(number)")
      #expect([200, 201].contains(try before.control(method, path).status))
    }
    // One more is on its way when the process ends, or not yet, or done.
    let client = try before.client()
    try client.send("POST /_mock/databases/nebeus/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    before.program.send(signal: SIGKILL)
    _ = try before.program.finish()
    let after = try Served(arguments)
    #expect(try after.post("/get_countries/1.0/json").text == countries)
    #expect(try after.control("GET", "/databases").json.count == 1 + 5 * round)
  }

  @Test("ends with 69 and one line where another server has the folder")
  func inUse() throws {
    let folder = try TemporaryFolder()
    let server = try Served(["--data", folder.path])
    let outcome = try Program.run(["--port", "0", "--data", folder.path])
    #expect(
      outcome
        == Program.Outcome(
          code: 69, output: "", error: "--data \(folder.path): another server is using this folder\n"))
    #expect(try server.post("/logout/1.0/json").status == 200)
  }

  @Test(
    "exits with 65 and one line if a file isn't its own, and leaves it unchanged",
    arguments: [
      ("no database", "not an SQLite database"), ("", "not an SQLite database"),
      ("other", "a database of another program: its application_id isn't that of nebeus-mock"),
      (
        "newer",
        "The database has schema version 9999; this program knows versions up to 1. Use a newer nebeus-mock"
      ),
      ("broken", "SQLITE_NOTADB: file is not a database, in: PRAGMA journal_mode = WAL"),
    ])
  func foreign(_ content: String, _ complaint: String) throws {
    let folder = try TemporaryFolder()
    let bytes = Self.file(content)
    try folder.write(bytes, to: "lucy.db")
    let outcome = try Program.run(["--port", "0", "--data", folder.path])
    #expect(
      outcome == Program.Outcome(code: 65, output: "", error: "--data \(folder.path)/lucy.db: \(complaint)\n"))
    #expect(try folder.bytes(of: "lucy.db") == bytes)
  }

  /// A file that is no database, or the header of another program's, or of a newer version's.
  private static func file(_ content: String) -> [UInt8] {
    guard ["other", "newer", "broken"].contains(content) else { return Array(content.utf8) }
    var bytes = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0, count: 4_080)
    if content == "newer" { bytes.replaceSubrange(60..<64, with: [0, 0, 0x27, 0x0F]) }
    if content != "other" { bytes.replaceSubrange(68..<72, with: Array("NBUS".utf8)) }
    return bytes
  }

  @Test("exits with 65 and one line if another build has made a file")
  func otherBuild() throws {
    let folder = try TemporaryFolder()
    do {
      let server = try Served(["--data", folder.path])
      #expect(try server.post("/get_countries/1.0/json").status == 200)
    }
    try SQLiteConnection(.file("\(folder.path)/nebeus.db")).execute("DROP VIEW im_chat_author_latest")
    let outcome = try Program.run(["--port", "0", "--data", folder.path])
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    #expect(
      outcome.error
        == "--data \(folder.path)/nebeus.db: The database was made by another build of nebeus-mock: it has no view "
        + "im_chat_author_latest. Use that build, or make the database again without this file\n")
  }

  @Test("exits with 69 if the folder is unavailable")
  func unavailable() throws {
    let folder = try TemporaryFolder(["file": ""])
    for (path, reason) in [("/proc/nebeus", "No such file or directory"), ("\(folder.path)/file", "Not a directory")] {
      let outcome = try Program.run(["--port", "0", "--data", path])
      #expect(outcome.code == 69 && outcome.output.isEmpty)
      #expect(outcome.errorLines.count == 1 && outcome.error.hasPrefix("--data \(path)"))
      #expect(outcome.error.hasSuffix("\(reason)\n"))
    }
  }

  @Test("is needed by --durable, on the command line and in the environment")
  func durableAlone() throws {
    for outcome in [
      try Program.run(["--durable"]), try Program.run([], environment: ["NEBEUS_MOCK_DURABLE": "1"]),
    ] {
      #expect(outcome.code == 64)
      #expect(outcome.error == "--durable needs --data DIR: without it nothing is kept\n")
    }
  }

  @Test("is taken from the environment too")
  func environment() throws {
    let folder = try TemporaryFolder()
    let server = try Served(environment: ["NEBEUS_MOCK_DATA": folder.path, "NEBEUS_MOCK_DURABLE": "1"])
    #expect(try folder.bytes(of: "nebeus.db").isEmpty == false)
    #expect(try server.stop().code == 0)
  }
}
