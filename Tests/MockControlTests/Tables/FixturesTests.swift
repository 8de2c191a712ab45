import Basics
import Images
import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("POST /_mock/databases/NAME/fixtures")
struct FixturesTests {
  private static let path = "/_mock/databases/nebeus/fixtures"

  @Test("adds rows, with passwords, amounts and moments as a scenario has them")
  func adds() throws {
    let server = try TestServer.start(scenario: "reference")
    let answer = try server.visitor().post(
      Self.path,
      """
      {"tables": {
        "res_users": [{"id": 900, "login": "Zoe@example.com", "password": "zoes-password", "partner_id": 901}],
        "res_partner": [{"id": 901, "name": "Zoe", "country_id": 1}],
        "account_account": [{"partner_id": 901, "currency_id": 1, "code": "Z1", "acc_number": "Z1",
          "create_date": {"days": -3, "at": "10:13:53"}, "opening_balance": "12.5"}]}}
      """)
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/json")
    #expect(answer.text == #"{"rows":3}"#)
    #expect(
      try server.rows("SELECT create_date, balance FROM account_account WHERE code = 'Z1'")
        == [["2017-02-28 10:13:53", "1250000000"]])
    #expect(try server.signIn("zoe@example.com", "zoes-password").fields["X-Openerp-Session-Id"] != nil)
  }

  @Test("replaces a row whose key exists, whole, and what refers to it stays")
  func replaces() throws {
    let server = try TestServer.start(scenario: "reference")
    let users = try server.rows("SELECT * FROM res_users")
    #expect(
      try server.visitor().post(
        Self.path,
        #"{"tables": {"res_partner": [{"id": 169, "name": "Igor II"}], "res_partner_oauth": [{"partner_id": 152, "provider_id": 4}]}}"#
      ).status == 200)
    #expect(
      try server.rows("SELECT name, surname, lang, country_id FROM res_partner WHERE id = 169")
        == [["Igor II", "NULL", "en_US", "NULL"]])
    #expect(try server.rows("SELECT * FROM res_users") == users)
    #expect(try server.rows("SELECT count(*) FROM res_partner_oauth") == [["1"]])
  }

  @Test("keeps balances and kept sums right where what they sum up is replaced")
  func sums() throws {
    let server = try TestServer.start(scenario: "reference-accounts", seed: 1)
    let vera = Exchanger(server: server, caller: try server.signIn("vera@nebeus.example"))
    let sale = try vera.code(Exchanger.sellPath, Exchanger.sale())
    _ = try vera.caller.result(Exchanger.sellPath, Exchanger.sale(["code_id": sale.id, "code": sale.code]))
    let tables = ["account_transaction", "exchange_order", "card2card_transfer", "account_account"]
    let last = try tables.map { try server.rows("SELECT coalesce(max(id), 0) FROM \($0)")[0][0] }
    let answer = try server.visitor().post(
      Self.path,
      """
      {"tables": {
        "account_transaction": [{"id": \(last[0]), "account_id": 338, "date": "2017-03-20 10:00:00", "type": "x",
          "credit": "0.5", "operation_ref": "r"}, {"account_id": 338, "date": "2017-03-20 11:00:00", "type": "y",
          "debit": "0.25", "operation_ref": "r"}],
        "exchange_order": [{"id": \(last[1]), "partner_id": 1, "date": "2017-03-21 10:00:00", "type": "buy",
          "bitcoin_amount": 1, "euro_amount": 20, "operation_ref": "r"}],
        "account_account": [{"id": 4067, "partner_id": 1, "currency_id": 1, "code": "new", "acc_number": "n",
          "create_date": "2017-01-01 00:00:00", "opening_balance": 7}]}}
      """.replacing("\"partner_id\": 1,", with: "\"partner_id\": \(try partner(of: "338", in: server)),"))
    #expect(answer.status == 200, "\(answer.text)")
    #expect(try server.wrongBalances().isEmpty)
    #expect(try server.rows("SELECT opening_balance FROM account_account WHERE id = 4067") == [["700000000"]])
    #expect(
      try server.rows(
        """
        SELECT partner_id, day, euro_amount FROM exchange_turnover WHERE euro_amount <> 0 EXCEPT
        SELECT partner_id, substr(date, 1, 10), sum(euro_amount) FROM exchange_order GROUP BY 1, 2
        """
      ).isEmpty)
    #expect(try server.rows("SELECT count(*) FROM exchange_turnover WHERE day = '2017-03-21'") == [["1"]])
  }

  private func partner(of account: String, in server: TestServer) throws -> String {
    try server.rows("SELECT partner_id FROM account_account WHERE id = \(account)")[0][0]
  }

  @Test("lists the next random values")
  func generated() throws {
    let server = try TestServer.start(scenario: "reference")
    let fixture = #"{"tables": {}, "generated": {"session_id": ["first", "second"]}}"#
    #expect(try server.visitor().post(Self.path, fixture).text == #"{"rows":0}"#)
    #expect(try server.signIn("igor@nebeus.example").fields["X-Openerp-Session-Id"] == "first")
    #expect(try server.signIn("igor@nebeus.example").fields["X-Openerp-Session-Id"] == "second")
    #expect(try server.signIn("igor@nebeus.example").fields["X-Openerp-Session-Id"]?.count == 64)
  }

  @Test(
    "passes over listed values that are taken, and goes on",
    arguments: [
      #"{"generated": {"session_id": ["fixed", "fixed"], "reset_token": ["fixed", "fixed"]}, "tables": {}}"#,
      """
      {"generated": {"session_id": ["fixed"], "reset_token": ["fixed"]}, "tables": {
        "http_session": [{"id": "fixed", "user_id": 154, "last_used": {"days": 0}}],
        "reset_password_token": [{"token": "fixed", "user_id": 154, "expires": {"days": 1}}]}}
      """,
    ])
  func takenValues(_ fixture: String) throws {
    let server = try TestServer.start(scenario: "reference")
    for _ in 0..<2 {
      #expect(try server.visitor().post(Self.path, fixture).status == 200)
      for _ in 0..<2 {
        _ = try server.signIn("igor@nebeus.example")
        let session = try server.visitor().post(
          "/_mock/databases/nebeus/sessions", #"{"login": "igor@nebeus.example"}"#)
        #expect(session.status == 200)
        let reset = try server.visitor().post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
        #expect(reset.text.contains(#""status":"success""#), "\(reset.text)")
      }
    }
    let ids = try server.rows("SELECT id FROM http_session").map { $0[0] }
    #expect(ids.contains("fixed") && ids.count >= 8)
    #expect(try server.rows("SELECT count(*) FROM reset_password_token WHERE token = 'fixed'") == [["1"]])
  }

  @Test("sets its clock, from which its moments count")
  func clock() throws {
    let server = try TestServer.start(scenario: "reference")
    let fixture = """
      {"clock": "2020-02-29T10:00:00Z", "tables": {"helpdesk_ticket": [{"email": "a@b.example", "name": "n",
        "message": "m", "create_date": {"days": 1}}]}}
      """
    #expect(try server.visitor().post(Self.path, fixture).status == 200)
    #expect(try server.rows("SELECT create_date FROM helpdesk_ticket") == [["2020-03-01 00:00:00"]])
    let graphic = try server.signIn("igor@nebeus.example").post("/dashboard/graphic").json
    #expect(graphic["days"]?.members?.map(\.key).last == "2020-02-29")
  }

  @Test("can have pictures")
  func images() throws {
    let server = try TestServer.start(scenario: "reference")
    let files = try [150, 64].map { try Avatar(seed: 4_711, initials: "Q").png(side: $0) }
    let fixture = """
      {"tables": {"res_partner_image": [{"partner_id": 169, "big": "\(Base64.encode(files[0]))",
        "small": "\(Base64.encode(files[1]))"}]}}
      """
    #expect(try server.visitor().post(Self.path, fixture).status == 200)
    #expect(try server.visitor().get("/partner/169/profile_image/big").body == files[0])
    #expect(try server.visitor().get("/partner/169/profile_image").body == files[1])
  }

  @Test("goes to its own database only")
  func alone() throws {
    let server = try TestServer.start(scenario: "reference")
    _ = try server.visitor().post("/get_countries/1.0/json?db=lucy")
    let before = try server.state()
    let fixture = #"{"tables": {"res_groups": [{"id": 1, "name": "One"}]}}"#
    #expect(try server.visitor().post("/_mock/databases/lucy/fixtures", fixture).status == 200)
    #expect(try server.state() == before)
    #expect(try server.rows("SELECT name FROM res_groups", in: "lucy") == [["One"]])
    #expect(try server.visitor().post("/_mock/databases/nobody/fixtures", fixture).status == 404)
  }

  @Test("makes its sessions known as the database's")
  func sessions() throws {
    let server = try TestServer.start(scenario: "reference")
    _ = try server.visitor().post("/get_countries/1.0/json?db=lucy")
    let fixture =
      #"{"tables": {"http_session": [{"id": "given", "user_id": 154, "last_used": "2017-03-03 11:59:00"}]}}"#
    #expect(try server.visitor().post("/_mock/databases/lucy/fixtures", fixture).status == 200)
    let dashboard = try server.visitor(["X-Openerp-Session-Id": "given"]).post("/partner/dashboard").json
    #expect(dashboard["surname"]?.string == "Igor")
  }

  @Test("is refused whole, with every mistake")
  func refused() throws {
    let server = try TestServer.start(scenario: "reference")
    let before = try server.state()
    let answer = try server.visitor().post(
      Self.path,
      """
      {"clock": "2020-01-01T00:00:00Z", "generated": {"session_id": ["x"]}, "tables": {
        "res_groups": [{"id": 1, "name": "One"}],
        "res_country": [{"id": 1, "name": "Russia", "code": "RU"}, {"id": 3, "name": "Spain too", "code": "ES", "phone_code": "+34"}],
        "res_planet": []}}
      """)
    #expect(answer.status == 422)
    #expect(answer.field("Content-Type") == "application/problem+json")
    let problem = try answer.json
    #expect(problem["detail"]?.string == "fixtures, res_country, row 1, phone_code: required (and 2 more)")
    let errors = try #require(problem["errors"]?.array)
    #expect(
      errors.map { $0.members?.map(\.key) ?? [] }.allSatisfy { $0 == ["file", "table", "row", "column", "message"] })
    #expect(
      errors.map { "\($0["table"]?.string ?? "") \($0["row"]?.rawText ?? "") \($0["column"]?.rawText ?? "")" }
        == ["res_country 1 \"phone_code\"", "res_country 2 \"code\"", "res_planet null null"])
    #expect(errors[1]["message"]?.string == #"duplicate value "ES": already used by another row"#)
    #expect(try server.state() == before)
    #expect(try server.signIn("igor@nebeus.example").fields["X-Openerp-Session-Id"] == "95gdjkhksdhfjwehwlew")
    #expect(
      try server.signIn("igor@nebeus.example").post("/dashboard/graphic").json["days"]?.members?.map(\.key).last
        == "2017-03-03")
  }

  @Test(
    "refuses an invalid fixture",
    arguments: [
      ("[]", 422, "fixtures: expected an object"), ("{}", 422, #"fixtures: "tables": required"#),
      (#"{"tables": {}, "rows": 1}"#, 422, #"fixtures: unknown member "rows""#),
      (
        #"{"tables": {}, "generated": {"sesion_id": ["a"]}}"#, 422,
        #"fixtures: "generated": unknown kind "sesion_id"; the kinds are account_code, "#
      ),
      (
        #"{"tables": {"account_account": [{"id": 301, "balance": 5}]}}"#, 422,
        "fixtures, account_account, row 1, balance: "
      ),
      (
        #"{"tables": {"account_account": [{"id": 1, "partner_id": 152, "currency_id": 1, "code": "a", "acc_number": "a", "create_date": {"days": 0}, "balance": 5}]}}"#,
        422, "fixtures, account_account, row 1, balance: computed by the database: leave it out"
      ),
      (
        #"{"tables": {"res_groups": [{"id": 1, "name": "One"}, {"id": 1, "name": "Two"}]}}"#, 422,
        "fixtures, res_groups, row 2, id: duplicate value 1: already used by another row"
      ),
      (
        #"{"tables": {"res_groups": [{"name": "One"}, {"id": 1, "name": "Two"}]}}"#, 422,
        "fixtures, res_groups, row 2, id: duplicate value 1: already used by another row"
      ),
      (
        #"{"tables": {"res_groups": [{"id": 1, "name": "G"}], "res_groups_users": [{"group_id": 1, "user_id": 154}, {"user_id": 154, "group_id": 1}]}}"#,
        422, "fixtures, res_groups_users, row 2, group_id: duplicate value 1: already used by another row"
      ),
      (
        #"{"tables": {}, "generated": {"session_id": [""], "pin": ["1"]}}"#, 422,
        #"fixtures: "generated", "session_id": invalid value "": must not be empty (and 1 more)"#
      ),
      (
        #"{"tables": {"res_users_device": [{"user_id": 999, "create_date": "2017-01-01"}]}}"#, 422,
        "fixtures, res_users_device, row 1, "
      ),
    ])
  func noFixture(_ body: String, _ status: Int, _ detail: String) throws {
    let server = try TestServer.start(scenario: "reference")
    let before = try server.state()
    let answer = try server.visitor().post(Self.path, body)
    #expect(answer.status == status)
    #expect(try answer.json["detail"]?.string?.hasPrefix(detail) == true, "\(answer.text)")
    #expect(try server.state() == before)
  }
}
