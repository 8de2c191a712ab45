import HTTP
import JSON
import JSONRPC
import Logging
import MockControl
import NebeusAPI
import NebeusSchema
import OdooHTTP
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@testable import MockServer

@Suite("Replaying a bundle")
struct ReplayTests {
  /// Settings of a server that writes a bundle.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var clock: String?
    var seed: UInt64?
    var change: @Sendable (inout Settings) -> Void = { _ in }
  }

  private static func replay(
    _ text: String, until last: Int? = nil, adminToken: String? = nil
  ) throws -> (report: ReplayReport, server: MockServer) {
    let bundle = try Bundle(parsing: Array(text.utf8))
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let databases = DatabaseSettings(
      schema: .nebeus, library: BundleLibrary(bundle), scenario: bundle.options.scenario, hash: Password.hash)
    var settings = Settings(replaying: bundle, databases: databases, logger: logger)
    settings.adminToken = adminToken
    var http = ServerConfiguration(logger: logger)
    http.addresses = [Address("127.0.0.1", port: 0)].compactMap { $0 }
    let server = try MockServer(settings, http: http)
    return (try server.replay(bundle, until: last), server)
  }

  private static func bundle(of server: TestServer, _ database: String = "nebeus") throws -> String {
    let answer = try server.control("GET", "/databases/\(database)/bundle")
    try #require(answer.status == 200, "\(answer.text)")
    return answer.text
  }

  @Test(
    "gives equal answers, whatever the server's settings",
    arguments: [
      Case(testDescription: "the standard ones"), Case(testDescription: "a clock", clock: "2017-03-30T09:00:00Z"),
      Case(testDescription: "a seed", seed: 7),
      Case(testDescription: "the dialect jsonrpc") { $0.dialect = .jsonrpc },
      Case(testDescription: "the later revision") { $0.revision = .june2017 },
      Case(testDescription: "strict") { $0.isStrict = true },
      Case(testDescription: "strict with extensions") { settings in
        settings.isStrict = true
        settings.allowsExtensions = true
      },
      Case(testDescription: "SameSite=None") { $0.sameSite = .none },
    ])
  func equal(_ one: Case) throws {
    let server = try TestServer.start(scenario: "reference-chat", clock: one.clock, seed: one.seed) { settings, _ in
      one.change(&settings)
    }
    let count = try ReplayedLife(server).live()
    let text = try Self.bundle(of: server)
    let (report, _) = try Self.replay(text)
    #expect("\(report)" == "\(count) entries, equal", "\(text)")
  }

  /// What is recorded of a database's entries, without the texts that each bundle has of its own.
  private static func entries(of bundle: JSONValue) throws -> [String] {
    try #require(bundle["entries"]?.array).map { entry in
      let parts = [entry["by"], entry["fault"], entry["answer"]?["status"], entry["call"]?["target"]]
      return "\(entry[text: "n"] ?? "") " + parts.map { $0?.rawText ?? "-" }.joined(separator: " ")
    }
  }

  @Test("leaves a database that is recorded as the first one was")
  func again() throws {
    let server = try TestServer.start(scenario: "reference-chat", clock: "2017-03-30T09:00:00Z")
    _ = try ReplayedLife(server).live()
    let text = try Self.bundle(of: server)
    let (_, replayed) = try Self.replay(text)
    try replayed.start()
    defer { replayed.stop(gracePeriod: .zero) }
    let caller = TestCaller(try RawClient(port: try #require(replayed.addresses.first).port))
    let hidden = /password=[^" ]*/
    let expected = try Self.entries(of: Document(parsing: Array(text.utf8)).root).map { $0.replacing(hidden, with: "") }
    let again = try Self.entries(of: caller.control("GET", "/bundle").json).map { $0.replacing(hidden, with: "") }
    #expect(again == expected)
    // In the order in which the calls came. What only the connection showed is no part of a bundle.
    func journal(_ caller: TestCaller) throws -> [String] {
      try caller.journal().filter { $0["status"]?.integer != 415 }
        .map { "\($0[text: "path"] ?? "") \($0[text: "user"] ?? "") \($0[text: "status"] ?? "")" }
    }
    #expect(try journal(caller) == journal(server.visitor()))
  }

  @Test("needs no token, whatever the server asks of others")
  func token() throws {
    #expect("\(try Self.replay(Self.shortLife(), adminToken: "secret").report)" == "7 entries, equal")
  }

  /// A short life, and a change of its bundle.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let original: String
    let altered: String
    let report: String

    init(_ description: String, _ original: String, _ altered: String, _ report: String) {
      testDescription = description
      self.original = original
      self.altered = altered
      self.report = report
    }
  }

  @Test(
    "stops at the first entry that differs, and says how",
    arguments: [
      Change("nothing", "", "", "7 entries, equal"),
      Change(
        "another status", #""status":404"#, #""status":405"#,
        "7 of 7 differs: POST /nothing\n  status\n  expected 405\n  got      404"),
      Change(
        "another cookie", "; HttpOnly", "; Secure",
        "1 of 7 differs: POST /signin/1.0/json\n  header\n  expected Set-Cookie: session_id=session-1; Path=/; Secure; "
          + "SameSite=Lax\n  got      Set-Cookie: session_id=session-1; Path=/; HttpOnly; SameSite=Lax"),
      Change(
        "another fault", #""fault":"f""#, #""fault":"g""#,
        "5 of 7 differs: POST /get_countries/1.0/json\n  fault\n  expected g\n  got      f"),
      Change(
        "another clock", #"{\"now\":\"2017-03-03T13:00:00Z\"}"#, #"{\"now\":\"one o'clock\"}"#,
        "2 of 7 differs: PUT /_mock/databases/nebeus/clock\n  refused with 400: "),
      Change(
        "a request that can't be read", #""method":"POST","target":"/nothing""#,
        #""method":"PO ST","target":"/nothing""#,
        "6 of 7 differs: PO ST /nothing\n  the request can't be read"),
      Change(
        "a control call that can't be read", #""method":"PUT","target":"/_mock/databases/nebeus/clock""#,
        #""method":"P UT","target":"/_mock/databases/nebeus/clock""#,
        "2 of 7 differs: P UT /_mock/databases/nebeus/clock\n  the head of the request can't be read"),
    ])
  func differs(_ change: Change) throws {
    let text = try Self.shortLife()
    if !change.original.isEmpty { try #require(text.contains(change.original), "\(text)") }
    let altered = change.original.isEmpty ? text : text.replacing(change.original, with: change.altered)
    let report = "\(try Self.replay(altered).report)"
    #expect(change.report.hasSuffix(" ") ? report.hasPrefix(change.report) : report == change.report, "\(report)")
  }

  /// A sign-in, two control calls, and two calls while there is a fault, which strikes the first.
  private static func shortLife() throws -> String {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z")
    _ = try server.signIn("igor@nebeus.example")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":"2017-03-03T13:00:00Z"}"#)
    try server.visitor().order(#"{"path":"/get_countries/1.0/json","status":503,"when":"after"}"#)
    _ = try server.visitor().post("/get_countries/1.0/json")
    _ = try server.visitor().post("/nothing")
    return try bundle(of: server)
  }

  @Test("needs the request of a call that is answered later")
  func missingRequest() throws {
    let entry = #"{"n":1,"at":"2017-03-03T12:00:00Z","held":1,"by":"fault"}"#
    let error = #expect(throws: BundleError.self) { try Self.replay(SampleBundle.text(entries: [entry])) }
    #expect(error?.description == "entries[0].call: required")
  }

  @Test("is refused of a bundle that was made of another scenario")
  func otherScenario() throws {
    let error = #expect(throws: BundleError.self) {
      try Self.replay(SampleBundle.text(passwords: #"["a","b","c","d","e","f","g","h"]"#))
    }
    #expect(error?.description == "made of another scenario reference than this program's")
  }

  @Test("says so when a long poll that had waited finds something")
  func answeredAtOnce() throws {
    let server = try TestServer.start(scenario: "reference-chat", clock: "2017-03-30T09:00:00Z")
    try ReplayedLife(server).poll()
    let text = try Self.bundle(of: server)
    let waiting = /\\"last\\":[1-9][0-9]*/
    try #require(text.contains(waiting), "\(text)")
    let report = try Self.replay(text.replacing(waiting, with: #"\"last\":0"#)).report
    #expect(
      report.description.hasSuffix("POST /longpolling/poll\n  answered at once, where it had waited"), "\(report)")
  }

  @Test("ends with the clock as it was then", arguments: [true, false])
  func clock(_ isFrozen: Bool) throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":"2017-03-03T12:01:00Z","frozen":\#(isFrozen)}"#)
    _ = try server.visitor().post("/get_countries/1.0/json")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":"2017-03-03T12:02:00Z","frozen":\#(!isFrozen)}"#)
    let text = try Self.bundle(of: server)
    let moments = [(nil, "2017-03-03 12:02:00"), (2, "2017-03-03 12:01:00"), (1, "2017-03-03 12:01:00")]
    for (last, moment) in moments as [(Int?, String)] {
      let (report, replayed) = try Self.replay(text, until: last)
      #expect(report.replayed == last ?? 3)
      let (clock, now) = try #require(replayed.databases.existing(.standard)).withState { ($0.clock, $0.now) }
      let expected = try #require(Timestamp(moment))
      #expect(clock.isFrozen == (last == nil ? !isFrozen : isFrozen))
      #expect(now >= expected && now.seconds - expected.seconds < WaitLimit.seconds, "\(now)")
    }
  }

  @Test("makes links that lead to where the server was reached")
  func links() throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z") { settings, _ in
      settings.publicURL = PublicAddress(url: "https://mock.example.com/nebeus")
    }
    _ = try server.visitor().post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    let (_, replayed) = try Self.replay(try Self.bundle(of: server))
    let link = try #require(replayed.databases.existing(.standard)).withState { state in
      try state.connection.first("SELECT link FROM mock_outbox") { try $0[0] as String }
    }
    #expect(link?.hasPrefix("https://mock.example.com/nebeus/web/reset_password") == true, "\(link ?? "none")")
  }

  @Test("knows the bundle's scenario besides the program's own")
  func library() throws {
    let own = SampleBundle.text().replacing(
      #""scenario":{"name":"reference"}"#, with: #""scenario":{"name":"mine","text":"{}","images":[]}"#)
    let library = BundleLibrary(try Bundle(parsing: Array(own.utf8)))
    #expect(library.names.contains("mine") && library.names.contains("reference"))
    #expect(library.names == library.names.sorted())
    #expect(try library.text(of: "mine")?.text == Array("{}".utf8))
    #expect(try library.text(of: "mine")?.file == "the bundle's scenario mine")
    #expect(try library.text(of: "reference")?.file == "Seeds/reference.json")
    #expect(try library.text(of: "other") == nil)
    #expect(try library.images(of: "mine").isEmpty && library.script(of: "mine") == nil)
    #expect(try library.script(of: "edge") != nil)
    let named = BundleLibrary(try Bundle(parsing: Array(SampleBundle.text().utf8)))
    #expect(try named.text(of: "reference")?.file == "Seeds/reference.json")
  }
}
