import JSONRPC
import ServerTestSupport
import Store
import Testing
import Time

@testable import MockControl

@Suite("Reading a bundle")
struct BundleReaderTests {
  private static let call =
    #""call":{"method":"POST","target":"/a?b=c","address":"https://mock:8069","headers":["Host: mock"],"body":"x"}"#
  private static let entries = [
    #"{"n":1,"at":"2017-03-03T12:00:00Z","held":4,"by":"fault",\#(call)}"#,
    #"{"n":2,"at":"2017-03-03T12:00:01Z","held":4,"fault":"f","sessions":["session-1"],"#
      + #""answer":{"status":200,"headers":["A: b"],"base64":"AP8="}}"#,
    #"{"n":3,"at":"2017-03-03T12:00:02Z",\#(call),"answer":{"status":404,"headers":[],"hidden":true}}"#,
    #"{"n":4,"at":"2017-03-03T12:00:03Z",\#(call),"answer":null}"#,
    #"{"n":5,"at":"2017-03-03T12:00:04Z",\#(call),"answer":{"status":200,"headers":[]}}"#,
    #"{"n":6,"at":"2017-03-03T12:00:05Z","control":{"method":"PUT","target":"/_mock/a","body":"{}"}}"#,
    #"{"n":7,"at":"2017-03-03T12:00:06Z","control":{"method":"DELETE","target":"/_mock/a"}}"#,
    #"{"n":8,"at":"2017-03-03T12:00:07Z","held":9,"by":"poll"}"#,
  ]

  private static let text = SampleBundle.text(entries: entries, sessions: 1, passwords: #"["p"]"#)
    .replacing(#""entropy":1"#, with: #""clock":"2017-03-03T12:00:00Z","seed":18446744073709551615,"entropy":2"#)

  private static func read(_ text: String) throws -> Bundle { try Bundle(parsing: Array(text.utf8)) }

  @Test("reads what a database was made from")
  func head() throws {
    let bundle = try Self.read(
      Self.text.replacing(
        #""scenario":{"name":"reference"}"#,
        with: #""scenario":{"name":"mine","text":"{}","images":[{"file":"a/partner_1.png","owner":1,"#
          + #""column":"image","base64":"AQID"}]}"#
      ).replacing(#""strict":false"#, with: #""strict":true"#)
        .replacing(#""cookie_same_site":"lax""#, with: #""cookie_same_site":"none""#)
        .replacing(#""revision":"2017-04-11""#, with: #""revision":"2017-06""#)
        .replacing(#""dialect":"documented""#, with: #""dialect":"jsonrpc""#))
    let moment = try #require(Timestamp("2017-03-03T12:00:00Z"))
    #expect(bundle.name == .standard && bundle.options.scenario == "mine" && bundle.options.clock == moment)
    #expect(bundle.options.seed == .max && bundle.entropy == 2 && bundle.moment == moment)
    #expect(bundle.contract.isStrict && !bundle.contract.hasExtensions && bundle.sameSite == .none)
    #expect(bundle.contract.format.revision == .june2017 && bundle.contract.format.dialect == .jsonrpc)
    #expect(bundle.sessionPrefix == "session-" && bundle.sessionCount == 1 && bundle.scenarioPasswords == ["p"])
    #expect(bundle.end.now == moment && bundle.end.isFrozen)
    let scenario = try #require(bundle.scenario)
    #expect(scenario.text == Array("{}".utf8))
    #expect(scenario.images.map(\.file) == ["a/partner_1.png"] && scenario.images.map(\.owner) == [1])
    #expect(scenario.images.map(\.column) == ["image"] && scenario.images.map(\.bytes) == [[1, 2, 3]])
  }

  @Test("reads what was done to it")
  func events() throws {
    let entries = try Self.read(Self.text).entries
    #expect(entries.map(\.number) == Array(1...8))
    #expect(entries.map(\.sessions) == [[], ["session-1"], [], [], [], [], [], []])
    #expect(
      entries.map { Self.text($0.event) } == [
        "held 4 by fault: POST /a?b=c of https mock:8069, [\"Host: mock\"], x",
        "answered 200 [\"A: b\"], 2 bytes, fault f, held 4", "answered 404 [], hidden",
        "reset", "answered 200 [], none", "PUT /_mock/a {}", "DELETE /_mock/a ", "held 9 by poll",
      ])
  }

  private static func text(_ event: Bundle.Entry.Event) -> String {
    switch event {
    case .held(let number, let reason, let call):
      return "held \(number) by \(reason.rawValue)" + (call.map { ": " + text($0) } ?? "")
    case .controlled(let method, let target, let body):
      return "\(method) \(target) \(String(decoding: body, as: UTF8.self))"
    case .answered(let answer, let fault, let held, _):
      guard let answer else { return "reset" }
      let content =
        switch answer.content {
        case .none: "none"
        case .hidden: "hidden"
        case .bytes(let bytes): "\(bytes.count) bytes"
        }
      return "answered \(answer.status) \(answer.headers), \(content)" + (fault.map { ", fault \($0)" } ?? "")
        + (held.map { ", held \($0)" } ?? "")
    }
  }

  private static func text(_ call: Bundle.Call) -> String {
    let address = "\(call.address.scheme) \(call.address.authority)"
    return "\(call.method) \(call.target) of \(address), \(call.headers), \(String(decoding: call.body, as: UTF8.self))"
  }

  /// A change of a bundle, and what is said of it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let original: String
    let altered: String
    let message: String

    init(_ original: String, _ altered: String, _ message: String) {
      self.original = original
      self.altered = altered
      self.message = message
    }

    var testDescription: String { "\(altered) for \(original)" }
  }

  @Test(
    "says what is wrong, and where",
    arguments: [
      Refusal("\"nebeus_mock_bundle\":1", "\"a\":1", "not a bundle: it has no member nebeus_mock_bundle"),
      Refusal(
        "\"nebeus_mock_bundle\":1", "\"nebeus_mock_bundle\":\"1\"",
        "a bundle of format \"1\": this program reads format 1"),
      Refusal("\"version\":\"\",", "", "version: required"),
      Refusal("\"version\":\"\"", "\"version\":null", "version: required"),
      Refusal("\"version\":\"\"", "\"version\":1", "version: should be a string, not 1"),
      Refusal("\"name\":\"nebeus\"", "\"name\":\"No!\"", "database.name: should be a database's name, not \"No!\""),
      Refusal("\"2017-04-11\"", "\"2017\"", "database.revision: should be a revision, not \"2017\""),
      Refusal(
        "\"made_at\":\"2017-03-03T12:00:00Z\"", "\"made_at\":\"now\"",
        "database.made_at: should be a moment such as 2017-03-03T12:00:00Z, not \"now\""),
      Refusal("\"entropy\":2", "\"entropy\":-1", "database.entropy: should be a whole number of 64 bits, not -1"),
      Refusal(
        "\"seed\":18446744073709551615", "\"seed\":1.5", "database.seed: should be a whole number of 64 bits, not 1.5"),
      Refusal("\"documented\"", "\"other\"", "server.dialect: should be a dialect, not \"other\""),
      Refusal("\"strict\":false", "\"strict\":\"no\"", "server.strict: should be true or false, not \"no\""),
      Refusal("\"lax\"", "\"no\"", "server.cookie_same_site: should be a SameSite, not \"no\""),
      Refusal("\"sessions\":1", "\"sessions\":1.5", "stand_ins.sessions: should be a whole number, not 1.5"),
      Refusal("[\"p\"]", "[7]", "stand_ins.scenario_passwords[0]: should be a string, not 7"),
      Refusal("[\"p\"]", "{}", "stand_ins.scenario_passwords: should be an array, not {}"),
      Refusal("\"n\":3", "\"n\":4", "entries[2].n: should be 3, not 4"),
      Refusal("\"by\":\"fault\"", "\"by\":\"x\"", "entries[0].by: should be fault or poll, not \"x\""),
      Refusal("\"AP8=\"", "\"?\"", "entries[1].answer.base64: should be Base64, not \"?\""),
      Refusal("\"status\":404", "\"status\":\"\"", "entries[2].answer.status: should be a whole number, not \"\""),
      Refusal(
        "{\"method\":\"PUT\",\"target\":\"/_mock/a\",\"body\":\"{}\"}", "[]",
        "entries[5].control: should be an object, not []"),
    ])
  func refuses(_ refusal: Refusal) throws {
    try #require(Self.text.contains(refusal.original))
    let error = #expect(throws: BundleError.self) {
      try Self.read(Self.text.replacing(refusal.original, with: refusal.altered))
    }
    #expect(error?.description == refusal.message)
  }

  @Test("refuses a call whose address is none")
  func address() throws {
    let error = #expect(throws: BundleError.self) {
      try Self.read(Self.text.replacing("https://mock:8069", with: "mock:8069"))
    }
    #expect(
      error?.description.hasPrefix("entries[0].call: should be an address such as http://localhost, not {") == true)
  }

  @Test("refuses what is not JSON")
  func notJSON() throws {
    let error = #expect(throws: BundleError.self) { try Self.read("{") }
    #expect(error?.description.hasPrefix("not JSON: ") == true)
  }
}
