import JSON
import JSONRPC
import NebeusAPI
import TestSupport
import Testing

@testable import nebeus_mock

@Suite("nebeus-mock verify")
struct VerifyTests {
  private static let login = ["--login", "igor@nebeus.example", "--password", "reference-password"]

  private func verify(_ server: Served, _ options: [String]) throws -> Program.Outcome {
    try Program.run(["verify"] + options + ["http://127.0.0.1:\(server.port)"])
  }

  @Test("finds nothing at this server", arguments: Dialect.allCases, Revision.allCases)
  func itself(_ dialect: Dialect, _ revision: Revision) throws {
    let contract = ["--dialect", dialect.rawValue, "--revision", revision.rawValue]
    let outcome = try verify(try Served(contract), Self.login + contract + ["--exact", "--write"])
    #expect(outcome.code == 0 && outcome.error.isEmpty, "\(outcome.output.suffix(2_000))")
    #expect(outcome.output.contains(", 0 deviations\n") && !outcome.output.contains("left out"))
  }

  @Test("finds a server of the earlier revision out")
  func otherRevision() throws {
    let outcome = try verify(try Served(), Self.login + ["--revision", "2017-06"])
    #expect(outcome.code == 1 && outcome.output.contains("/user/notifications"), "\(outcome.output)")
  }

  @Test(
    "makes a call once, although its answer doesn't come and there is another address", .enabled(if: Served.hasIPv6))
  func once() throws {
    let server = try Served()
    let path = "/get_countries/1.0/json"
    _ = try server.control(
      "PUT", "/databases/nebeus/faults/once", #"{"path":"\#(path)","when":"after","reset":true,"times":1}"#)
    let url = try #require(ServerURL(argument: "http://localhost:\(server.port)"))
    #expect(throws: Failure.self) { try BackendClient(url, fields: []).post(path, "{}", session: nil) }
    #expect(try server.control("GET", "/databases/nebeus/journal").json.array?.count == 1)
  }

  @Test("tries the next address where nobody takes the connection", .enabled(if: Served.hasIPv6))
  func next() throws {
    let server = try Served(["--host", "::1"])
    let url = try #require(ServerURL(argument: "http://localhost:\(server.port)"))
    let reply = try BackendClient(url, fields: []).post("/get_countries/1.0/json", "{}", session: nil)
    #expect(reply.status == 200)
  }

  @Test("finds a server of the other dialect out, and shows no password")
  func otherDialect() throws {
    let outcome = try verify(try Served(["--dialect", "jsonrpc"]), Self.login)
    #expect(outcome.code == 1 && outcome.output.contains("expected  an array of one envelope"))
    #expect(!outcome.output.contains("reference-password") && outcome.output.contains("***"))
  }

  @Test("makes no writing calls without --write, and no calls with a session without a login")
  func careful() throws {
    let server = try Served()
    let outcome = try verify(server, [])
    #expect(outcome.code == 0 && outcome.output.contains("(--write)") && outcome.output.contains("(--login)"))
    let journal = try server.control("GET", "/databases/nebeus/journal").json.array
    let paths = try #require(journal?.compactMap { $0["path"]?.string })
    let reading = Set(API.endpoints.filter { $0.effect == .reads }.map(\.path))
    #expect(
      paths.allSatisfy { path in
        reading.contains(path) || path.hasPrefix("/user/accounts/")
      })
  }

  @Test("reports in each form", arguments: ["text", "json", "junit"])
  func forms(_ format: String) throws {
    let server = try Served(["--dialect", "jsonrpc"])
    let outcome = try verify(server, ["--only", "countries", "--format", format])
    let marks = [
      "text": "  at        $\n  expected  the result alone\n  got       an envelope\n",
      "json": #"{"at":"$","expected":"the result alone","got":"an envelope"}"#,
      "junit": #"<failure message="$: expected the result alone, got an envelope">"#,
    ]
    let mark = try #require(marks[format])
    #expect(outcome.code == 1 && outcome.output.contains(mark))
  }

  /// A command line that is refused, with which exit code, and what the refusal says.
  struct RefusedCommand: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    let message: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ code: Int32, _ message: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.code = code
      self.message = message
    }
  }

  @Test(
    "refuses what it can't do",
    arguments: [
      RefusedCommand("ftp://a", 64, "invalid URL \"ftp://a\": use http://"),
      RefusedCommand("--login a http://127.0.0.1:1", 64, "give both --login and --password, or neither"),
      RefusedCommand("--only Chess http://127.0.0.1:1", 64, "for --only: use one of Authentication"),
      RefusedCommand("--header none http://127.0.0.1:1", 64, "for --header: use a name, a colon and a value"),
      RefusedCommand("http://127.0.0.1:1", 69, "no answer to /"),
    ])
  func refuses(_ command: RefusedCommand) throws {
    let outcome = try Program.run(["verify"] + command.arguments)
    #expect(outcome.code == command.code && outcome.error.contains(command.message), "\(outcome)")
  }

  @Test("says that the login is refused, and with what")
  func refusedLogin() throws {
    let outcome = try verify(try Served(), ["--login", "igor@nebeus.example", "--password", "wrong"])
    #expect(outcome.code == 1 && outcome.error.hasPrefix("igor@nebeus.example can't sign in: 200 {"))
  }

  /// A value that deviates from a schema, and where.
  struct Deviation: Sendable, CustomTestStringConvertible {
    let json: String
    let places: [String]
    var testDescription: String { json }

    init(_ json: String, _ places: String...) {
      self.json = json
      self.places = places
    }
  }

  private static let schema = JSONSchema.object([
    .init(name: "id", meaning: "", schema: .integer, isOptional: false),
    .init(name: "docs", documentedAs: "docs:", meaning: "", schema: .orFalse(.list(of: .string)), isOptional: false),
    .init(name: "kind", meaning: "", schema: .choice(["a", "b"]), isOptional: true),
    .init(
      name: "rows", meaning: "",
      schema: .list(of: .object([.init(name: "sum", meaning: "", schema: .number, isOptional: false)])),
      isOptional: true),
  ])

  @Test(
    "reports every difference from a schema",
    arguments: [
      Deviation(#"{"id":1,"docs:":false}"#), Deviation(#"{"id":1,"docs:":["a"],"kind":"b","rows":[{"sum":1.5}]}"#),
      Deviation("[]", "$"), Deviation("{}", "$.id", "$.docs:"),
      Deviation(#"{"id":1.5,"docs":[]}"#, "$.id", "$.docs:", "$.docs"),
      Deviation(#"{"id":1,"docs:":null,"kind":"c"}"#, "$.docs:", "$.kind"),
      Deviation(#"{"id":1,"docs:":[1,2,"a"]}"#, "$.docs:[0]"),
      Deviation(#"{"id":1,"docs:":[],"rows":[{"sum":1},{"sum":"1"},{}]}"#, "$.rows[1].sum", "$.rows[2].sum"),
      Deviation(#"{"docs:":[],"id":1}"#, "$"),
    ])
  func schema(_ deviation: Deviation) throws {
    let value = try Document(parsing: Array(deviation.json.utf8)).root
    let comparison = SchemaComparison(format: .documented, isExact: true)
    #expect(comparison.drifts(value, Self.schema, at: "$").map(\.place) == deviation.places)
  }

  @Test("takes keys in any order unless the order counts")
  func order() throws {
    let value = try Document(parsing: Array(#"{"docs:":[],"id":1}"#.utf8)).root
    #expect(SchemaComparison(format: .documented, isExact: false).drifts(value, Self.schema, at: "$").isEmpty)
  }

  @Test("makes calls that each declaration refuses, for every parameter")
  func calls() throws {
    for endpoint in API.endpoints {
      let calls = EndpointCalls(endpoint, examples: [], in: .first, hasSession: true).all
      for parameter in endpoint.parameters(in: .first) {
        #expect(
          calls.contains { $0.title.hasPrefix("\(parameter.name) is ") },
          "\(endpoint.path) \(parameter.name): no wrong type")
        guard parameter.isRequired else { continue }
        let omission = try #require(calls.first { $0.title == "without \(parameter.name)" })
        #expect(!omission.params.contains { $0.name == parameter.name })
        #expect(calls.first { $0.title == "what is required" }?.params.contains { $0.name == parameter.name } == true)
      }
    }
  }
}
