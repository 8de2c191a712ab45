import JSON
import ServerTestSupport
import Testing

@testable import MockServer

@Suite("GET /_mock/databases/NAME/tables")
struct TablesTests {
  private static let path = "/_mock/databases/nebeus/tables"

  @Test("lists every table and how many rows it has")
  func lists() throws {
    let server = try TestServer.start()
    let tables = try #require(try server.visitor().get(Self.path).json.array)
    let names = try server.rows(
      """
      SELECT name FROM sqlite_schema
      WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'mock_state'
      """)
    #expect(Set(tables.compactMap { $0["name"]?.string }) == Set(names.joined()))
    for table in tables {
      #expect(table.members?.map(\.key) == ["name", "rows"])
      let name = try #require(table["name"]?.string)
      #expect(try server.rows("SELECT count(*) FROM \(name)") == [["\(table["rows"]?.integer ?? -1)"]], "\(name)")
    }
  }

  @Test("shows rows by their key, as a scenario would have them")
  func rows() throws {
    let server = try TestServer.start(scenario: "reference")
    let caller = try server.visitor()
    #expect(
      try caller.get(Self.path + "/res_country").text == """
        [{"id":1,"name":"Russia","code":"RU","phone_code":"+7","active":true},\
        {"id":2,"name":"Spain","code":"ES","phone_code":"+34","active":true}]
        """)
    let account = try caller.get(Self.path + "/account_account?id=301")
    #expect(account.field("Content-Type") == "application/json")
    #expect(
      account.text == """
        [{"id":301,"partner_id":152,"currency_id":181,"code":"1Bhrfsdljaflkiudsf","acc_number":"1Bhrfsdljaflkiudsf",\
        "name":"/","create_date":"2016-06-10 10:28:50","opening_balance":0.001,"credit_total":0.001,\
        "debit_total":0.001,"balance":0.001}]
        """)
    #expect(try caller.get(Self.path + "/res_currency?id=181").json[0]?["rate"]?.numberText == "0.001163")
  }

  @Test("shows nobody's password, nor its hash")
  func passwords() throws {
    let users = try #require(
      try TestServer.start(scenario: "demo").visitor().get(Self.path + "/res_users").json.array)
    #expect(users.count > 10)
    for user in users { #expect(user["password_crypt"]?.string == "***") }
  }

  @Test(
    "picks the rows that have all the values asked for",
    arguments: [
      ("account_transaction?account_id=311&type=Buy%20bitcoin", 3), ("account_transaction?credit=0.001", 1),
      ("account_transaction?credit=0.00100", 1), ("account_transaction?date=2016-12-03T10:13:53Z", 1),
      ("account_transaction?partner_id=null", 6), ("res_country?active=true&code=ru", 1),
      ("res_country?active=false", 0),
      ("account_account?balance=14.56", 1), ("res_partner?name=Igor", 1), ("res_partner?name=%27%20OR%201--", 0),
      ("res_partner?name=null", 0), ("res_currency?rate=0.001163", 1), ("account_turnover?day=2016-12-03", 1),
      ("account_transaction?limit=3", 3), ("account_transaction?limit=3&offset=6", 1), ("res_country?limit=0", 0),
      ("account_transaction?offset=7", 0),
    ])
  func picks(_ query: String, _ count: Int) throws {
    let answer = try TestServer.start(scenario: "reference").visitor().get("\(Self.path)/\(query)")
    #expect(answer.status == 200)
    #expect(try answer.json.array?.count == count)
  }

  @Test("shows a thousand rows unless more are asked for")
  func limit() throws {
    let server = try TestServer.start()
    try server.change(
      """
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO res_groups (name) SELECT 'Group ' || i FROM n
      """)
    #expect(try server.visitor().get(Self.path + "/res_groups").json.array?.count == 1_000)
    #expect(try server.visitor().get(Self.path + "/res_groups?limit=2000").json.array?.count == 1_200)
    #expect(try server.visitor().get(Self.path + "/res_groups?offset=1100").json[0]?["id"]?.integer == 1_101)
  }

  @Test(
    "refuses what there isn't, and says what there is",
    arguments: [
      ("res_planet", 404, "unknown table \"res_planet\"; the tables are res_country, res_currency, "),
      ("RES_COUNTRY", 404, "unknown table \"RES_COUNTRY\"; "),
      ("sqlite_schema", 404, "unknown table \"sqlite_schema\""),
      ("im_chat_user", 404, "unknown table \"im_chat_user\"; "),
      ("res_country%22", 404, "unknown table \"res_country\"\"; "),
      (
        "res_country?colour=red", 400,
        "colour: unknown column of res_country; the columns are id, name, code, phone_code, active"
      ),
      ("res_country?rowid=1", 400, "rowid: unknown column of res_country; "),
      ("res_country?id%22=1", 400, "id\": unknown column of res_country; "),
      ("res_country?id=one", 400, "id: expected a whole number, found \"one\""),
      ("res_country?active=yes", 400, "active: expected true or false, found \"yes\""),
      ("account_account?balance=1e", 400, "balance: expected an amount, found \"1e\""),
      ("account_transaction?date=noon", 400, "date: invalid timestamp \"noon\": "),
      ("res_users?password_crypt=x", 400, "password_crypt: can't be filtered by value"),
      ("res_country?limit=-1", 400, "limit: should be a whole number from 0 to 10000, not \"-1\""),
      ("res_country?limit=all", 400, "limit: should be a whole number from 0 to 10000, not \"all\""),
      ("res_country?limit=%2B5", 400, "limit: should be a whole number from 0 to 10000, not \"+5\""),
      ("res_country?limit=1&limit=2", 400, "limit: given twice"),
      ("res_country?offset=-1", 400, "offset: should be a whole number from 0 to 2147483647, not \"-1\""),
      ("res_country?id=1&id=2", 400, "id: given twice"),
      ("res_country?\(Array(repeating: "id=1", count: 1_100).joined(separator: "&"))", 400, "id: given twice"),
    ])
  func refused(_ query: String, _ status: Int, _ detail: String) throws {
    let answer = try TestServer.start().visitor().get("\(Self.path)/\(query)")
    #expect(answer.status == status)
    #expect(answer.field("Content-Type") == "application/problem+json")
    #expect(try answer.json["detail"]?.string?.hasPrefix(detail) == true)
  }
}
