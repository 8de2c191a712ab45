import JSON
import JSONRPC
import NebeusAPI
import ServerTestSupport
import TestSupport
import Testing

/// Each endpoint that needs a session, as the endpoint values declare them: a new one is in here by itself.
@Suite("An endpoint that needs a session")
struct IsolationMatrixTests {
  /// Why a session is none.
  enum NoSession: String, CaseIterable, CustomTestStringConvertible {
    case missing, unknown, expired, ended
    case ofAnotherDatabase = "of another database"
    case fromBeforeReset = "from before a reset"

    var testDescription: String { rawValue }
  }

  static let endpoints = API.endpoints.filter { $0.access == .session }

  @Test("is among many") func many() { #expect(Self.endpoints.count >= 20) }

  @Test("is refused without a good one, and writes nothing", arguments: NoSession.allCases)
  func refused(_ reason: NoSession) throws {
    let server = try TestServer.start(scenario: "demo", clock: "2017-03-10T12:00:00Z") { settings, _ in
      settings.revision = .latest
    }
    let caller = try server.signIn("lucy@demo.example", "demo-password")
    switch reason {
    case .missing: caller.fields["X-Openerp-Session-Id"] = nil
    case .unknown: caller.fields["X-Openerp-Session-Id"] = String(repeating: "0", count: 64)
    case .expired: try server.setClock("2017-03-17 12:00:00")
    case .ended: _ = try caller.post("/logout/1.0/json")
    case .ofAnotherDatabase:
      let other = try server.signIn("lucy@demo.example", "demo-password", ["X-Odoo-Database": "other"])
      caller.fields["X-Openerp-Session-Id"] = other.fields["X-Openerp-Session-Id"]
      caller.fields["X-Odoo-Database"] = "nebeus"
    case .fromBeforeReset: try server.control("POST", "/databases/nebeus/reset")
    }
    let before = try server.state()
    for endpoint in Self.endpoints {
      let answer = try caller.call(Self.path(of: endpoint), Self.params(of: endpoint))
      #expect(answer.status == 200, "\(endpoint.path)")
      #expect(try Self.code(of: answer) == 100, "\(endpoint.path): \(answer.text)")
    }
    #expect(try server.state() == before)
  }

  /// What belongs to somebody, by the name of the parameter that says which.
  private static let owned: Set<String> = [
    "uuid", "account_id", "source_id", "payment_id", "debit_from", "deposit_to", "parent_partner_id", "recipient_id",
  ]
  /// Ids that anyone may name: of people, countries, currencies, groups and documents, and of one's own codes.
  private static let open: Set<String> = [
    "user_to", "user_ids", "partner_id", "to_sum_currency", "recipient_country_id", "doc_id", "last_ID", "code_id",
    "country", "group", "child_partner_id",
  ]

  @Test("says of each id that it takes whether anyone may name it")
  func classified() {
    for endpoint in Self.endpoints {
      for parameter in endpoint.parameters(in: .latest) + endpoint.pathParameters {
        let name = parameter.name
        let isID = name == "uuid" || name.hasSuffix("_id") || name.hasSuffix("_ids") || name.hasSuffix("_ID")
        if isID {
          #expect(
            Self.owned.contains(name) || Self.open.contains(name),
            "\(endpoint.path) takes \(name): is it somebody's? Then it belongs into this test")
        }
      }
    }
  }

  @Test("refuses what belongs to another user, and writes nothing")
  func others() throws {
    let server = try TestServer.start(scenario: "demo", clock: "2017-03-10T12:00:00Z") { settings, _ in
      settings.revision = .latest
    }
    let stranger = try server.signIn("zoe@demo.example", "demo-password")
    let lucy = try server.signIn("lucy@demo.example", "demo-password")
    let (own, others) = (try Self.belongings(of: stranger, on: server), try Self.belongings(of: lucy, on: server))
    let before = try server.state()
    var tried: Set<String> = []
    for endpoint in Self.endpoints {
      for name in (endpoint.parameters(in: .latest) + endpoint.pathParameters).map(\.name)
      where Self.owned.contains(name) {
        let value = try #require(others[name], "\(name): the test has no value for it")
        tried.insert(name)
        let path = endpoint.path.replacing("{\(name)}", with: value.filter { $0 != "\"" })
        let answer = try stranger.call(path, Self.params(of: endpoint, own.merging([name: value]) { $1 }))
        #expect(try Self.isRefused(answer), "\(endpoint.path) with another's \(name) answers \(answer.text)")
      }
    }
    #expect(tried == Self.owned)
    #expect(try server.state() == before)
  }

  /// Values as JSON of what belongs to a user, by the names of the parameters that take them.
  private static func belongings(of caller: TestCaller, on server: TestServer) throws -> [String: String] {
    let wallets = try caller.result("/user/get_wallets_list/1.0/json")?.array ?? []
    func wallet(_ currency: String, _ member: String = "id") -> String {
      wallets.first { $0["currency_id"]?[1]?.string == currency }?[member]?.rawText ?? "0"
    }
    let partner = try server.rows("SELECT partner_id FROM account_account WHERE id = \(wallet("EUR"))").joined().first
    let transfer = try server.rows(
      "SELECT max(id) FROM card2card_transfer WHERE partner_id = \(partner ?? "0")"
    ).joined().first
    let session = try caller.call("/im_chat/api/get_or_create_session", #"{"user_to":7}"#).json["result"]
    return [
      "uuid": session?["uuid"]?.rawText ?? "", "account_id": wallet("EUR", "code"), "source_id": wallet("EUR"),
      "payment_id": wallet("EUR"), "debit_from": wallet("BTC"), "deposit_to": wallet("EUR"),
      "parent_partner_id": partner ?? "0", "recipient_id": transfer ?? "0",
    ]
  }

  private static func path(of endpoint: Endpoint<CallContext>) -> String {
    endpoint.pathParameters.reduce(endpoint.path) { $0.replacing("{\($1.name)}", with: "1") }
  }

  private static func code(of answer: RawResponse) throws -> Int? {
    let json = try answer.json
    return (json["error"] ?? json[0]?["error"])?["code"]?.integer
  }

  private static func isRefused(_ answer: RawResponse) throws -> Bool {
    let json = try answer.json
    let status = (json["result"] ?? json[0]?["result"])?["status"]?.string
    return try code(of: answer) != nil || status == "error"
  }

  /// Params that the endpoint's types take, so that nothing but the session or the owner is wrong.
  private static func params(of endpoint: Endpoint<CallContext>, _ values: [String: String] = [:]) -> String {
    let members = endpoint.parameters(in: .latest).map { parameter in
      "\"\(parameter.name)\":\(values[parameter.name] ?? value(of: parameter.schema))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func value(of schema: JSONSchema) -> String {
    switch schema {
    case .integer, .number: "1"
    case .boolean: "true"
    case .choice(let names): "\"\(names.first ?? "")\""
    case .list(let element): "[\(value(of: element))]"
    case .object, .map: "{}"
    case .orFalse(let schema): value(of: schema)
    default: "\"1\""
    }
  }
}
