import Basics
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
  private func recorded(_ options: [String] = [], database: String = "nebeus") throws -> (life: RecordedLife, bundle: String, count: Int) {
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
    #expect(bundle.contains("session-1") && bundle.contains("4111 ") && bundle.contains("5105"))
  }

  @Test("makes a bundle that is the same again")
  func again() throws {
    let (_, bundle, _) = try recorded(["--clock", "2017-03-03T12:00:00Z"])
    let folder = try TemporaryFolder(["bundle.json": bundle])
    let program = try Program(["replay", "\(folder.path)/bundle.json", "--serve", "--port", "0"])
    _ = try program.line()
    let ready = try program.line()
    let port = try #require(ready.split(separator: ":").last.flatMap { UInt16($0) })
    let second = try RawClient(port: port).exchange(
      "GET /_mock/databases/nebeus/bundle HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(second.text == bundle)
  }
}
