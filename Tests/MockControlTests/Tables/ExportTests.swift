import Basics
import Images
import JSON
import Seeds
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("GET /_mock/databases/NAME/export")
struct ExportTests {
  private static let path = "/_mock/databases/nebeus/export"
  /// Those that are stored: of a generated one Scripts/check-edge does it, which is too large for a debug build.
  private static let scenarios = SeedFile.scenarios.map(\.name)

  /// A server whose state has a bit of everything that calls leave behind.
  private func used(_ scenario: String) throws -> TestServer {
    let server = try TestServer.start(scenario: scenario, seed: 1)
    var callers: [String: TestCaller] = [:]
    for example in Example.all where example.scenario == scenario || scenario == "demo" {
      let login = scenario == "demo" ? "lucy@demo.example" : example.login ?? ""
      let password = scenario == "demo" ? "demo-password" : example.password
      let caller = try callers[login] ?? (login.isEmpty ? server.visitor() : server.signIn(login, password))
      callers[login] = caller
      _ = try caller.send(example.method, example.path, example.body.map(\.rawText), type: "application/json")
    }
    _ = try server.visitor().post(
      "/signup/1.0/json",
      """
      {"name":"Zoë \\"Z\\"","surname":"☃","login":"zoe@example.com","password":"zoes-password",
       "confirm_password":"zoes-password","country":2,"device_type":1,"identifier":"i"}
      """)
    _ = try server.visitor().post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    _ = try server.visitor().post(
      "/helpdesk/message", #"{"login":"a@b.example","name":"A","message":"x\n☃"}"#)
    let files = try [150, 64].map { Base64.encode(try Avatar(seed: 4_711, initials: "Q").png(side: $0)) }
    _ = try server.visitor().post(
      "/_mock/databases/nebeus/fixtures",
      """
      {"tables": {"res_partner": [{"id": 7001, "name": "Pic"}],
        "res_partner_image": [{"partner_id": 7001, "big": "\(files[0])", "small": "\(files[1])"}],
        "im_chat_session_document": [{"doc_model": "a", "doc_id": 1}]}, "generated": {"uuid": ["b", "a"], "pin": ["000000"]}}
      """)
    return server
  }

  private func export(_ server: TestServer) throws -> String {
    let answer = try server.visitor().get(Self.path)
    #expect(answer.status == 200 && answer.field("Content-Type") == "application/json")
    return answer.text
  }

  @Test("loads again as a scenario, and is the same then", arguments: scenarios)
  func roundTrip(_ scenario: String) throws {
    let server = try used(scenario)
    let state = try server.rows("SELECT * FROM http_session")
    let text = try export(server)
    for table in ["res_users_device", "helpdesk_ticket", "mock_outbox", "res_partner_image"] {
      #expect(text.contains("\"\(table)\":["), "\(table)")
    }
    let folder = try TemporaryFolder()
    try folder.write(text, to: "kept.json")
    let again = try TestServer.start(scenario: "kept", library: SeedLibrary(directory: folder.path))
    #expect(try export(again) == text)
    #expect(try again.rows("SELECT * FROM http_session") == state)
    // What the database keeps itself has come again with the rows.
    for table in ["account_account", "account_turnover", "exchange_turnover", "card2card_recipient", "mock_outbox"] {
      let condition =
        table.hasSuffix("turnover")
        ? " WHERE \(table == "account_turnover" ? "credit + debit" : "euro_amount") <> 0" : ""
      #expect(
        try again.rows("SELECT * FROM \(table)\(condition)") == server.rows("SELECT * FROM \(table)\(condition)"),
        "\(table)")
    }
  }

  @Test("loads again over an empty database", arguments: scenarios)
  func overEmpty(_ scenario: String) throws {
    let text = try export(try used(scenario))
    let server = try TestServer.start(scenario: "empty") { _, http in http.maxBody = 1 << 24 }
    let answer = try server.visitor().post("/_mock/databases/nebeus/fixtures", text)
    #expect(answer.status == 200, "\(answer.text)")
    let rows: (String) -> Set<Substring> = {
      Set($0.split(separator: "\n").map { $0.hasSuffix(",") ? $0.dropLast() : $0 })
    }
    #expect(rows(text).subtracting(rows(try export(server))).isEmpty)
  }

  @Test("has hashes and no passwords, sessions and the outbox, and nothing that the database keeps itself")
  func contents() throws {
    let server = try TestServer.start(scenario: "reference")
    let caller = try server.signIn("igor@nebeus.example")
    _ = try server.visitor().post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    let text = try export(server)
    let scenario = try Document(parsing: Array(text.utf8)).root
    #expect(scenario.members?.map(\.key) == ["description", "clock", "tables"])
    #expect(scenario["clock"]?.string == "2017-03-03T12:00:00Z")
    #expect(!text.contains("reference-password"))
    #expect(scenario["tables"]?["res_users"]?[0]?["password_crypt"]?.string?.hasPrefix("$6$") == true)
    #expect(scenario["tables"]?["http_session"]?[0]?["id"]?.string == caller.fields["X-Openerp-Session-Id"])
    #expect(scenario["tables"]?["mock_outbox"]?.count == 1)
    #expect(scenario["tables"]?["account_turnover"] == nil)
    #expect(scenario["tables"]?["account_account"]?[0]?["balance"] == nil)
    #expect(scenario["tables"]?["res_groups"] == nil)
  }

  @Test("leaves the clock out where it runs")
  func runningClock() throws {
    let server = try TestServer.start(scenario: "demo")
    #expect(try Document(parsing: Array(try export(server).utf8)).root["clock"] == nil)
  }

  @Test("is of one moment and whole, however big")
  func big() throws {
    let server = try TestServer.start(scenario: "empty")
    try server.change(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      INSERT INTO helpdesk_ticket (email, name, message, create_date)
        SELECT 'a@b.example', 'Name ' || i, 'Message ' || i, '2017-03-03 12:00:00' FROM n;
      INSERT INTO auth_oauth_provider (id, name, auth_link) VALUES (1, 'a', 'b');
      """)
    let client = try RawClient(port: server.port, receiveBuffer: 4_096)
    try client.send("GET \(Self.path) HTTP/1.1\r\nHost: a\r\n\r\n")
    try client.waitForInput()
    // What is changed while it is on its way is not of its moment.
    try server.change("DELETE FROM helpdesk_ticket")
    let answer = try client.response()
    #expect(answer.field("Transfer-Encoding") == "chunked")
    let tables = try answer.json["tables"]
    #expect(tables?["res_country"]?.count == 40)
    let tickets = try #require(tables?["helpdesk_ticket"]?.array)
    #expect(tickets.compactMap { $0["id"]?.integer } == Array(1...20_000))
  }

  @Test("pages through keys of several columns", arguments: [499, 500, 501, 1_000])
  func pages(_ count: Int) throws {
    let server = try TestServer.start(scenario: "reference")
    try server.change(
      """
      INSERT INTO res_groups (id, name) VALUES (1, 'a'), (2, 'b');
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO res_partner (id, name) SELECT 10000 + i, 'P' FROM n;
      INSERT INTO res_users (id, login, password_crypt, partner_id)
        SELECT id, 'l' || id, 'x', id FROM res_partner WHERE id > 10000;
      INSERT INTO res_groups_users SELECT 2 - id % 2, id FROM res_users WHERE id > 10000;
      """)
    let tables = try Document(parsing: Array(try export(server).utf8)).root["tables"]
    let members = try #require(tables?["res_groups_users"]?.array)
    #expect(members.count == count)
    #expect(
      try members.map { [$0["group_id"]?.rawText ?? "", $0["user_id"]?.rawText ?? ""] }
        == server.rows("SELECT * FROM res_groups_users ORDER BY 1, 2"))
  }
}
