import Basics
import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("Secrets in the journal")
struct JournalSecretTests {
  /// What must not be found.
  private static let secrets = [
    "reference-password", "a long secret", "hunter2hunter2", "5105105105105100", "5105 1051 0510 5100",
    "4444333322221111", "378282246310005", "\"987\"", ":987,", ":987}", "95gdjkhksdhfjwehwlew",
  ]

  private func expectNone(in text: String, and others: [String] = []) {
    // A duration may be any number, one that is a secret elsewhere too.
    let text = text.replacing(/"duration_us":[0-9]+/, with: "")
    for secret in Self.secrets + others { #expect(!text.contains(secret), "\(secret)") }
  }

  @Test("are masked in the documented examples", arguments: Example.all)
  func examples(_ example: Example) throws {
    let server = try example.server()
    let caller = try example.login.map { try server.signIn($0, example.password) } ?? server.visitor()
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    if let body = example.body { writer.value(body) }
    _ = try caller.send(example.method, example.path, writer.finish().string, type: "application/json")
    let journal = try server.visitor().control("GET", "/journal")
    #expect(try journal.json.count == (example.login == nil ? 1 : 2))
    expectNone(
      in: journal.text, and: [example.password, caller.fields["X-Openerp-Session-Id"] ?? "none"].filter { !$0.isEmpty })
  }

  /// Bodies that have a secret somewhere.
  struct Telltale: Sendable, CustomTestStringConvertible {
    let path: String
    let body: String
    var type = "application/json"
    var testDescription: String { "\(path) \(body)" }
  }

  static let telltales = [
    Telltale(path: "/signin/1.0/json", body: #"{"login":"a@b.cd","password":"hunter2hunter2"}"#),
    Telltale(
      path: "/signin/1.0/json", body: #"[{"params":{"Password":"hunter2hunter2"}},{"params":{"password":987}}]"#),
    Telltale(
      path: "/signin/1.0/json", body: "login=a&password=hunter2hunter2", type: "application/x-www-form-urlencoded"),
    Telltale(path: "/signin/1.0/json", body: "password=hunter2hunter2%zz", type: "application/x-www-form-urlencoded"),
    Telltale(
      path: "/signin/1.0/json", body: "password=a&password=hunter2hunter2", type: "application/x-www-form-urlencoded"),
    Telltale(path: "/signin/1.0/json", body: #"{"password":"hunter2hunter2""#),
    Telltale(path: "/signin/1.0/json", body: #""hunter2hunter2""#, type: "text/plain"),
    Telltale(path: "/signin/1.0/json", body: #"{"params":["hunter2hunter2"]}"#),
    Telltale(path: "/signin/1.0/json", body: #"{"id":["hunter2hunter2"],"params":{}}"#),
    Telltale(path: "/signin/1.0/json", body: #"["hunter2hunter2",{"params":["hunter2hunter2"]}]"#),
    Telltale(path: "/signin/1.0/json", body: #"["hunter2hunter2"]"#),
    Telltale(path: "/signin/1.0/json", body: #"{"params":{"deep":[{"old_password":{"is":"hunter2hunter2"}}]}}"#),
    Telltale(path: "/signin/1.0/json", body: "<password>hunter2hunter2</password>", type: "application/xml"),
    Telltale(path: "/signup/1.0/json", body: #"{"password":"hunter2hunter2","confirm_password":"hunter2hunter2"}"#),
    Telltale(path: "/nowhere", body: #"{"new_password":"hunter2hunter2","session_id":"95gdjkhksdhfjwehwlew"}"#),
    Telltale(path: "/card2card/new/1.0/json", body: Transferrer.cardTransfer(["cvv": #""987""#])),
    Telltale(
      path: "/card2card/new/1.0/json", body: Transferrer.cardTransfer(["cvv": "987", "card_number": "378282246310005"])),
    Telltale(path: "/card2card/search/1.0/json", body: #"{"query":"4444333322221111"}"#),
    Telltale(path: "/card2card/search/1.0/json", body: #"{"query":4444333322221111}"#),
    Telltale(path: Exchanger.buyPath, body: Exchanger.cardPurchase(["cvc": "987"])),
    Telltale(path: "/helpdesk/message", body: #"{"login":"a@b.cd","message":"My card 5105 1051 0510 5100 fails"}"#),
    Telltale(
      path: "/web/reset_password?token=1", body: "password=hunter2hunter2&confirm_password=hunter2hunter2",
      type: "application/x-www-form-urlencoded"),
    Telltale(path: "/signin/1.0/json?session_id=95gdjkhksdhfjwehwlew", body: "{}"),
  ]

  @Test("are masked at any depth, in any body, and in the message about it", arguments: telltales, [false, true])
  func masked(_ telltale: Telltale, isStrict: Bool) throws {
    let server = try TestServer.start(scenario: "reference-accounts") { settings, _ in settings.isStrict = isStrict }
    let caller = try server.visitor()
    _ = try caller.post(telltale.path, telltale.body, type: telltale.type)
    let journal = try caller.control("GET", "/journal")
    #expect(try journal.json.count > 0)
    expectNone(in: journal.text)
    let verdict = try caller.control(
      "POST", "/journal/verify", #"{"path":"/other","params":{"password":"hunter2hunter2","cvc":"987"}}"#)
    #expect(verdict.status == 409)
    expectNone(in: verdict.text)
  }

  @Test("leave the rest as it was")
  func rest() throws {
    let vera = try Exchanger()
    _ = try vera.caller.call(Exchanger.buyPath, Exchanger.cardPurchase())
    _ = try vera.caller.call("/user/get_cards/1.0/json")
    let calls = try vera.server.visitor().journal()
    #expect(calls[0][text: "params"] == #"{"login":"vera@nebeus.example","password":"***"}"#)
    #expect(calls[0]["response"]?[0]?["result"]?["session_id"]?.string == "***")
    #expect(calls[1]["params"]?["card_number"]?.string == "***")
    #expect(calls[1]["params"]?["cvc"]?.string == "***")
    #expect(calls[1]["params"]?["expiration_date"]?.string == "03/17")
    #expect(calls[1]["params"]?["buy_amount"]?.string == "0.0903")
  }
}
