import Basics
import Glibc
import JSON
import TestSupport
import Testing

@Suite("nebeus-mock replay")
struct ReplayTests {
  private func replay(_ bundle: String, _ options: [String] = []) throws -> Program.Outcome {
    let folder = try TemporaryFolder(["bundle.json": bundle])
    return try Program.run(["replay", "\(folder.path)/bundle.json"] + options)
  }

  /// The bundle of a life, and how many entries it has.
  private func recorded(_ options: [String] = [], database: String = "nebeus") throws -> (
    life: RecordedLife, bundle: String, count: Int
  ) {
    let life = try RecordedLife(options, database: database)
    try life.live()
    let bundle = try life.bundle()
    let count = try #require(try Document(parsing: Array(bundle.utf8)).root["entries"]?.count)
    return (life, bundle, count)
  }

  @Test(
    "gives equal answers",
    arguments: [
      [], ["--seed", "7"], ["--clock", "2017-03-03T12:00:00Z"], ["--dialect", "jsonrpc"], ["--revision", "2017-06"],
    ])
  func equal(_ options: [String]) throws {
    let (_, bundle, count) = try recorded(options)
    let outcome = try replay(bundle)
    #expect(outcome == Program.Outcome(code: 0, output: "\(count) entries, equal\n", error: ""), "\(outcome)")
  }

  @Test(
    "answers with the options that the server had",
    arguments: [
      ["--strict"], ["--strict", "--extensions"], ["--cookie-same-site", "none"], ["--revision", "2017-06"],
    ])
  func options(_ options: [String]) throws {
    let life = try RecordedLife(options)
    let lucy = try life.signIn("lucy@demo.example")
    try life.call("/get_countries/1.0/json", #"{"colour":"red"}"#)
    try life.call("/user/notifications", session: lucy)
    _ = try life.server.post("/longpolling/poll", #"[{"jsonrpc":"2.0","method":"call","id":1,"params":{"last":0}}]"#)
    let outcome = try replay(try life.bundle())
    #expect(outcome.output == "4 entries, equal\n", "\(outcome)")
  }

  @Test("gives equal answers of a database that each call names")
  func named() throws {
    let (_, bundle, count) = try recorded(database: "test-17")
    #expect(try replay(bundle).output == "\(count) entries, equal\n")
  }

  @Test("needs no secret: a bundle has none, whatever it is written as")
  func secrets() throws {
    let (life, bundle, _) = try recorded()
    for secret in life.secrets {
      let forms = [
        secret, String(secret.filter { $0 != " " }), Base64.encode(Array(secret.utf8)),
        RecordedLife.percentEncoded(secret), PercentEncoding.encode(secret),
        secret.replacing(#"\"#, with: #"\\"#).replacing("\"", with: "\\\""),
        secret.replacing(#"\"#, with: #"\\\\"#).replacing("\"", with: "\\\\\\\""),
        secret.replacing("ä", with: "\\u00e4").replacing(#"\"#, with: #"\\"#),
      ]
      for form in forms { #expect(!bundle.contains(form), "\(form)") }
    }
    #expect(!bundle.contains(#"cvv\":\"\#(RecordedLife.cardCode)"#) && bundle.contains(#"cvv\":\"111"#))
    #expect(bundle.contains("session-1") && bundle.contains("4111 ") && bundle.contains("5105"))
  }

  @Test("serves a database whose bundle replays, too")
  func again() throws {
    let (_, bundle, count) = try recorded()
    let folder = try TemporaryFolder(["bundle.json": bundle])
    let program = try Program(["replay", "\(folder.path)/bundle.json", "--serve", "--port", "0"])
    _ = try program.line()
    let port = try #require(try program.line().split(separator: ":").last.flatMap { UInt16($0) })
    let second = try RawClient(port: port).exchange(
      "GET /_mock/databases/nebeus/bundle HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(try replay(second.text).output == "\(count) entries, equal\n")
  }

  @Test("says where an answer differs, and how")
  func differs() throws {
    let life = try RecordedLife(["--clock", "2017-03-03T12:00:00Z"])
    let lucy = try life.signIn("lucy@demo.example")
    try life.call("/partner/dashboard", session: lucy)
    try life.call("/nothing/here")
    let bundle = try life.bundle()
    let cases = [
      (
        #"\"rating\":5"#, #"\"rating\":4"#, "2 of 3 differs: POST /partner/dashboard\n  body, byte ", "at rating\n"
      ),
      (
        #""status":404"#, #""status":405"#, "3 of 3 differs: POST /nothing/here\n  status\n",
        "expected 405\n  got      404\n"
      ),
      (
        "; HttpOnly", "; Secure", "1 of 3 differs: POST /signin/1.0/json\n  header\n",
        "got      Set-Cookie: session_id=session-1;"
      ),
    ]
    for (original, altered, place, detail) in cases {
      #expect(bundle.contains(original), "\(original)")
      let outcome = try replay(bundle.replacing(original, with: altered))
      let isAsExpected = outcome.code == 1 && outcome.output.hasPrefix(place) && outcome.output.contains(detail)
      #expect(isAsExpected, "\(outcome)")
    }
    // Another fault than the one that struck.
    let struck = try RecordedLife()
    _ = try struck.control("PUT", "/faults/once", #"{"status":503,"times":1}"#)
    try struck.call("/get_countries/1.0/json")
    let outcome = try replay(try struck.bundle().replacing(#""fault":"once""#, with: #""fault":"never""#))
    #expect(
      outcome.output.hasSuffix(": POST /get_countries/1.0/json\n  fault\n  expected never\n  got      once\n"),
      "\(outcome)")
    // Another password where the right one was.
    let standIn = try #require(
      try Document(parsing: Array(bundle.utf8)).root["stand_ins"]?["scenario_passwords"]?[0]?.string)
    let wrong = bundle.replacing(#"\"\#(standIn)\""#, with: #"\"another one\""#)
    #expect(try replay(wrong).output.hasPrefix("1 of 3 differs: POST /signin/1.0/json\n"))
  }

  @Test("stops where --until says, and --serve serves what there is then, at the time it was")
  func serves() throws {
    let life = try RecordedLife(["--clock", "2017-03-03T12:00:00Z"])
    let lucy = try life.signIn("lucy@demo.example")
    _ = try life.control("POST", "/clock/advance", #"{"seconds":60}"#)
    try life.call("/logout/1.0/json", session: lucy)
    let folder = try TemporaryFolder(["bundle.json": try life.bundle()])
    let file = "\(folder.path)/bundle.json"
    #expect(try Program.run(["replay", file, "--until", "2"]).output == "2 of 3 entries, equal\n")
    let program = try Program(["replay", file, "--until", "2", "--serve", "--port", "0"])
    #expect(try program.line() == "2 of 3 entries, equal")
    let port = try #require(try program.line().split(separator: ":").last.flatMap { UInt16($0) })
    func get(_ path: String) throws -> JSONValue {
      try RawClient(port: port).exchange("GET /_mock/databases/nebeus\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n").json
    }
    #expect(try get("/tables/http_session").count == 1)
    #expect(try get("/clock")["now"]?.string == "2017-03-03T12:01:00Z")
    #expect(try get("/journal").count == 1)
    program.send(signal: SIGTERM)
    #expect(try program.finish().code == 0)
  }

  @Test("refuses what is no bundle")
  func refuses() throws {
    let bundle = try RecordedLife().bundle()
    let cases = [
      ("{", "not JSON: line 1, column 2: "), ("{}", "not a bundle: it has no member nebeus_mock_bundle"),
      (bundle.replacing(#"bundle":1,"#, with: #"bundle":2,"#), "a bundle of format 2: this program reads format 1"),
      (bundle.replacing(#""strict":false"#, with: #""strict":0"#), "server.strict: should be true or false, not 0"),
      (bundle.replacing(#""name":"demo""#, with: #""name":"other""#), "There is no scenario other"),
    ]
    for (text, message) in cases {
      let outcome = try replay(text)
      #expect(outcome.code == 65 && outcome.errorLines.count == 1 && outcome.error.contains(message), "\(outcome)")
    }
    let missing = try Program.run(["replay", "/no/such/file"])
    #expect(missing.code == 64 && missing.error == "/no/such/file: no such file\n", "\(missing)")
    let other = try replay(bundle.replacing(#""version":""#, with: #""version":"0."#))
    #expect(other.code == 0 && other.error.contains("another version"), "\(other)")
  }

  @Test(
    "replays a scenario of one's own, whose passwords it doesn't have, though it is called as one of the program's",
    arguments: ["mine", "demo"])
  func ownScenario(_ name: String) throws {
    let folder = try TemporaryFolder()
    let exported = try RecordedLife()
    let scenario = try #require(try exported.control("GET", "/export")?.rawText)
    try folder.write(scenario.replacing("The state of", with: "My"), to: "\(name).json")
    let life = try RecordedLife(["--scenario", name, "--seeds", folder.path])
    try life.live()
    let bundle = try life.bundle()
    let outcome = try replay(bundle)
    #expect(outcome.code == 0 && outcome.output.hasSuffix("entries, equal\n"), "\(outcome)")
    for secret in life.secrets { #expect(!bundle.contains(secret), "\(secret)") }
  }

  @Test("replays more calls than a journal has without an option")
  func many() throws {
    let life = try RecordedLife(["--journal", "2000"])
    for _ in 0..<11 {
      _ = try life.server.post(
        "/get_countries/1.0/json", "[" + Array(repeating: "0", count: 100).joined(separator: ",") + "]")
    }
    let outcome = try replay(try life.bundle())
    #expect(outcome.output == "11 entries, equal\n", "\(outcome)")
  }

  @Test("gives sessions names that no text has by chance")
  func sessionNames() throws {
    let life = try RecordedLife()
    let lucy = try life.signIn("lucy@demo.example")
    try life.call(
      "/im_chat/post",
      #"{"uuid":"325d8b4a-6eef-4c57-ab59-7f442625c029","message_type":"message","message_content":"session-1"}"#,
      session: lucy)
    let bundle = try life.bundle()
    #expect(bundle.contains(#""session_prefix":"session--""#) && bundle.contains("session--1"))
    #expect(try replay(bundle).output == "2 entries, equal\n")
  }

  @Test("exec --bundles keeps what the databases of a failed command have seen")
  func execKeeps() throws {
    let folder = try TemporaryFolder()
    let script = #"""
      "$1" exec --bundles "$2" --journal 8 -- sh -c 'for name in one two two two two two two two two; do
        "$0" verify --only countries --header "X-Odoo-Database: $name" $NEBEUS_MOCK_URL >/dev/null; done; exit '$3 "$1"
      """#
    #expect(try Program.shell(script, [folder.path + "/kept", "0"]).code == 0)
    #expect(try folder.names().filter { $0.hasSuffix(".json") }.isEmpty)
    let failed = try Program.shell(script, [folder.path + "/kept", "7"])
    #expect(failed.code == 7 && failed.error.contains("no bundle of two: "), "\(failed)")
    #expect(try folder.names().filter { $0.hasSuffix(".json") }.sorted() == ["kept/nebeus.json", "kept/one.json"])
    #expect(try Program.run(["replay", folder.path + "/kept/one.json"]).code == 0)
  }
}

@Suite("GET /_mock/databases/NAME/bundle")
struct BundleTests {
  /// A database that has no bundle, and what the refusal says.
  @Test("is refused if calls were dropped, until a reset")
  func dropped() throws {
    let server = try Served(["--journal", "3"])
    for _ in 0..<3 { _ = try server.post("/get_countries/1.0/json") }
    #expect(try server.control("GET", "/databases/nebeus/bundle").status == 200)
    _ = try server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":1}"#)
    let refusal = try server.control("GET", "/databases/nebeus/bundle")
    #expect(refusal.status == 409 && refusal.text.contains("more than 3 calls") && refusal.text.contains("--journal"))
    _ = try server.control("DELETE", "/databases/nebeus/journal")
    #expect(try server.control("GET", "/databases/nebeus/bundle").status == 409)
    _ = try server.control("POST", "/databases/nebeus/reset")
    #expect(try server.control("GET", "/databases/nebeus/bundle").json["entries"]?.count == 0)
  }

  @Test("is refused after the restore of a snapshot that is older than the last reset")
  func olderSnapshot() throws {
    let server = try Served()
    _ = try server.control("PUT", "/databases/nebeus/snapshots/old")
    _ = try server.control("POST", "/databases/nebeus/reset")
    _ = try server.control("PUT", "/databases/nebeus/snapshots/new")
    _ = try server.control("POST", "/databases/nebeus/snapshots/new/restore")
    #expect(try server.control("GET", "/databases/nebeus/bundle").status == 200)
    _ = try server.control("POST", "/databases/nebeus/snapshots/old/restore")
    let refusal = try server.control("GET", "/databases/nebeus/bundle")
    #expect(refusal.status == 409 && refusal.text.contains("snapshot old"), "\(refusal.text)")
  }

  @Test("is refused of a database that was found in a file, until a reset")
  func file() throws {
    let folder = try TemporaryFolder()
    _ = try Served(["--data", folder.path]).stop()
    let server = try Served(["--data", folder.path])
    let refusal = try server.control("GET", "/databases/nebeus/bundle")
    #expect(refusal.status == 409 && refusal.text.contains("--data"), "\(refusal.text)")
    _ = try server.control("POST", "/databases/nebeus/reset")
    #expect(try server.control("GET", "/databases/nebeus/bundle").status == 200)
  }
}
