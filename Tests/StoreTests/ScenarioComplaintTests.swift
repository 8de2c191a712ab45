import SQLite
import Testing

@testable import Store

@Suite("Scenario: mistakes")
struct ScenarioComplaintTests {
  @Test(
    "says what is wrong with a file",
    arguments: [
      ("[]", [#"test.json: a scenario is an object: {"tables": {…}}"#]),
      ("{}", [#"test.json: "tables" is missing: an object of tables, each a list of rows"#]),
      (
        #"{"tables": {}, "speed": 1}"#,
        [#"test.json: "speed" is unknown: a scenario has clock, description, generated, tables"#]
      ),
      (
        #"{"tables": {}, "clock": "noon"}"#,
        [#"test.json: "clock": "noon" is no moment: write "2017-03-03T12:00:00Z""#]
      ),
      (
        #"{"tables": {}, "generated": {"session_id": [1]}}"#,
        [#"test.json: "generated", "session_id": a list of strings"#]
      ),
      (
        #"{"tables": {}, "generated": {"sesion_id": ["a"]}}"#,
        [
          #"test.json: "generated", "sesion_id": there is no such kind; there are account_code, operation_ref, pin, "#
            + "reset_token, session_id, uuid"
        ]
      ),
      (
        #"{"tables": {}, "generated": {"session_id": ["a;b", "", "a-b"], "uuid": ["u", ""], "pin": ["012345", "١٢٣٤٥٦"]}}"#,
        [
          #"test.json: "generated", "session_id": "a;b" is not allowed: letters, digits and any of - . _ ~"#,
          #"test.json: "generated", "session_id": "" is not allowed: it can't be empty"#,
          #"test.json: "generated", "uuid": "" is not allowed: it can't be empty"#,
          #"test.json: "generated", "pin": "١٢٣٤٥٦" is not allowed: six digits, such as 012345"#,
        ]
      ),
      (#"{"tables": {}, "description": 5}"#, [#"test.json: "description" is a string"#]),
    ])
  func faultyFile(_ text: String, _ complaints: [String]) throws {
    #expect(try ScenarioFixture.complaints(file: text) == complaints)
  }

  @Test("says where a file stops being JSON")
  func notJSON() throws {
    let complaints = try ScenarioFixture.complaints(file: "{\"tables\": \n  {]}")
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains("line 2") == true)
  }

  @Test(
    "says what is wrong with a row",
    arguments: [
      (#"{"res_planet": []}"#, ["test.json, res_planet: there is no such table"]),
      (#"{"account_turnover": []}"#, ["test.json, account_turnover: there is no such table"]),
      (#"{"sqlite_schema": []}"#, ["test.json, sqlite_schema: there is no such table"]),
      (#"{"res_country": {}}"#, ["test.json, res_country: a table is an array of rows"]),
      (#"{"res_country": [1]}"#, ["test.json, res_country, row 1: a row is an object of columns and values"]),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34", "flag": "x"}]}"#,
        ["test.json, res_country, row 1, flag: there is no such column"]
      ),
      (
        #"{"res_country": [{"id": "1", "name": 5, "code": "ES", "phone_code": "+34"}]}"#,
        [
          #"test.json, res_country, row 1, id: "1" is no whole number"#,
          "test.json, res_country, row 1, name: 5 is no string",
        ]
      ),
      (
        #"{"res_country": [{"id": 1, "code": "ES", "phone_code": "+34"}]}"#,
        ["test.json, res_country, row 1, name: it is missing"]
      ),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ESP", "phone_code": "+34"}]}"#,
        [#"test.json, res_country, row 1, code: "ESP" is not allowed: two capital letters, such as ES"#]
      ),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34", "active": 1}]}"#,
        ["test.json, res_country, row 1, active: 1 is not true or false"]
      ),
      (
        #"{"res_currency": [{"id": 1, "name": "EUR", "rate": "a lot"}]}"#,
        [#"test.json, res_currency, row 1, rate: "a lot" is no rate"#]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "Ann", "country_id": 999}]}"#,
        ["test.json, res_partner, row 1, country_id: 999 is no id of res_country"]
      ),
      (
        #"{"res_users": [{"id": 1, "login": "a", "password": 5, "partner_id": 1}]}"#,
        [
          "test.json, res_users, row 1, password: 5 is no password: write a string",
          "test.json, res_users, row 1, partner_id: 1 is no id of res_partner",
        ]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "A"}], "res_users": [{"id": 1, "login": "a", "partner_id": 1}]}"#,
        ["test.json, res_users, row 1, password: it is missing"]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "A"}], "res_users": [{"login": "a", "password_crypt": "y", "partner_id": 1}]}"#,
        [
          #"test.json, res_users, row 1, password_crypt: "y" is no hash of a password, such as $6$…: the password itself "#
            + #"goes into "password""#
        ]
      ),
      (
        """
        {"res_partner": [{"id": 1, "name": "A"}],
         "res_users": [{"login": "a", "password": "b", "password_crypt": "y", "partner_id": 1}]}
        """,
        [#"test.json, res_users, row 1, password_crypt: "password" is given too: leave one of them out"#]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "A", "address_status": "zz"}]}"#,
        [
          #"test.json, res_partner, row 1, address_status: "zz" is not allowed: "#
            + "one of not_verified, pending, verified, rejected"
        ]
      ),
      (
        #"{"res_currency": [{"name": "EUR", "rate": 0, "symbol_position": "over"}]}"#,
        [
          "test.json, res_currency, row 1, rate: 0 is not allowed: more than 0",
          #"test.json, res_currency, row 1, symbol_position: "over" is not allowed: one of before, after"#,
        ]
      ),
      (
        #"{"account_account": [{"partner_id": 1, "currency_id": 1, "code": "", "acc_number": "a", "balance": 1}]}"#,
        [
          "test.json, account_account, row 1, balance: the database keeps it itself: leave it out",
          "test.json, account_account, row 1, create_date: it is missing",
          #"test.json, account_account, row 1, code: "" is not allowed: it can't be empty"#,
          "test.json, account_account, row 1, partner_id: 1 is no id of res_partner",
          "test.json, account_account, row 1, currency_id: 1 is no id of res_currency",
        ]
      ),
      (#"{"mock_generated": [{"kind": "pin", "value": "x"}]}"#, ["test.json, mock_generated: there is no such table"]),
      (#"{"res\nplanet\u2028": []}"#, [#"test.json, res\nplanet\u{2028}: there is no such table"#]),
    ])
  func faultyRow(_ tables: String, _ complaints: [String]) throws {
    #expect(try ScenarioFixture.complaints(tables) == complaints)
  }

  @Test("says every mistake of every table at once")
  func everyMistake() throws {
    let tables = """
      {"res_country": [
        {"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"},
        {"id": 2, "name": "Spain again", "code": "ES", "phone_code": "+34"},
        {"id": 3, "name": "Nowhere", "code": "NW", "phone_code": "34"}],
       "res_partner": [{"id": 1, "name": "Ann", "country_id": 7}, {"id": 1, "name": "Bob"}]}
      """
    #expect(
      try ScenarioFixture.complaints(tables) == [
        #"test.json, res_country, row 2, code: "ES" stands in another row already"#,
        #"test.json, res_country, row 3, phone_code: "34" is not allowed: a plus and digits, such as +34"#,
        "test.json, res_partner, row 2, id: 1 stands in another row already",
        "test.json, res_partner, row 1, country_id: 7 is no id of res_country",
      ])
  }

  @Test("says every mistake of a row, and of what stands beside the tables")
  func everyMistakeOfARow() throws {
    let text = """
      {"speed": 1, "description": 5, "clock": "noon", "generated": {"pin": ["1"]}, "tables": {"res_country": [
        {"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"},
        {"id": 1, "name": "", "code": "ES", "phone_code": "34", "flag": "x"},
        {"id": 2, "nam": "France", "code": "ES", "phone_code": "+33"}]}}
      """
    #expect(
      try ScenarioFixture.complaints(file: text) == [
        #"test.json: "speed" is unknown: a scenario has clock, description, generated, tables"#,
        #"test.json: "description" is a string"#,
        #"test.json: "clock": "noon" is no moment: write "2017-03-03T12:00:00Z""#,
        #"test.json: "generated", "pin": "1" is not allowed: six digits, such as 012345"#,
        "test.json, res_country, row 2, flag: there is no such column",
        #"test.json, res_country, row 2, name: "" is not allowed: it can't be empty"#,
        #"test.json, res_country, row 2, phone_code: "34" is not allowed: a plus and digits, such as +34"#,
        "test.json, res_country, row 2, id: 1 stands in another row already",
        #"test.json, res_country, row 2, code: "ES" stands in another row already"#,
        "test.json, res_country, row 3, nam: there is no such column",
        "test.json, res_country, row 3, name: it is missing",
        #"test.json, res_country, row 3, code: "ES" stands in another row already"#,
      ])
  }

  @Test(
    "takes the ids that every client can hold",
    arguments: [
      ("1", true), ("999999999999999", true), ("0", false), ("-1", false), ("1000000000000000", false),
      ("9223372036854775807", false),
    ])
  func ids(_ id: String, _ isTaken: Bool) throws {
    let complaint = "\(id) is no id: ids are from 1 to 999999999999999"
    let country = #"{"id": \#(id), "name": "Spain", "code": "ES", "phone_code": "+34"}"#
    #expect(
      try ScenarioFixture.complaints(#"{"res_country": [\#(country)]}"#)
        == (isTaken ? [] : ["test.json, res_country, row 1, id: \(complaint)"]))
    let mail = #"{"kind": "pin", "to": "a", "subject": "b", "body": "c", "sent_at": {"days": 0}, "code_id": \#(id)}"#
    #expect(
      try ScenarioFixture.complaints(#"{"mock_outbox": [\#(mail)]}"#)
        == (isTaken ? [] : ["test.json, mock_outbox, row 1, code_id: \(complaint)"]))
  }

  @Test("tells in words what a CHECK asks for", arguments: try Self.checks())
  func words(_ expression: String) {
    let words = CheckWords.words(for: expression)
    for sql in ["=", "<", "''", "[", "GLOB", "NULL"] { #expect(!words.contains(sql), "\(words)") }
    #expect(words.hasPrefix("YYYY") == expression.contains("datetime("), "\(expression) has no words")
  }

  private static func checks() throws -> [String] {
    let connection = try SQLiteConnection(.memory)
    try Schema.migrate(connection)
    return try TableInfo.names(in: connection).flatMap { name in
      let table = try #require(try TableInfo(any: name, in: connection))
      return try TableRules(of: table, in: connection).checks.map(\.expression)
    }
  }

  @Test("says what a trigger of the tables and an index of more than columns say")
  func triggers() throws {
    let tables = """
      {"res_partner": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}],
       "res_users": [{"id": 1, "login": "a", "password": "b", "partner_id": 1},
         {"id": 2, "login": "b", "password": "b", "partner_id": 2}],
       "res_currency": [{"id": 1, "name": "EUR", "rate": 1}],
       "account_account": [{"id": 1, "partner_id": 1, "currency_id": 1, "code": "a", "acc_number": "a",
         "create_date": {"days": 0}}],
       "account_transaction": [
         {"account_id": 1, "date": {"days": 0}, "type": "t", "credit": 90000000000, "operation_ref": "r"},
         {"account_id": 1, "date": {"days": 0}, "type": "t", "credit": 90000000000, "operation_ref": "r"}],
       "im_chat_session": [
         {"uuid": "a", "create_date": {"days": 0}, "first_user_id": 1, "second_user_id": 2},
         {"uuid": "b", "create_date": {"days": 0}, "first_user_id": 1, "second_user_id": 2},
         {"uuid": "c", "create_date": {"days": 0}}]}
      """
    #expect(
      try ScenarioFixture.complaints(tables) == [
        "test.json, account_transaction, row 2: what the database sums up becomes larger than an amount can be",
        "test.json, im_chat_session, row 2: such a row is there already",
        "test.json, im_chat_session, row 3: the row is not allowed: a session has either a group or two users",
      ])
  }

  @Test("doesn't count it a mistake to refer to a row that has one")
  func mistakeOnce() throws {
    let tables = """
      {"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "34"}],
       "res_partner": [{"id": 1, "name": "Ann", "country_id": 1}, {"id": 2, "name": "Bob", "country_id": 2}]}
      """
    #expect(
      try ScenarioFixture.complaints(tables) == [
        #"test.json, res_country, row 1, phone_code: "34" is not allowed: a plus and digits, such as +34"#,
        "test.json, res_partner, row 2, country_id: 2 is no id of res_country",
      ])
  }

  @Test(
    "says what is wrong with a relative moment",
    arguments: [
      (#"{"day": 1}"#, #""day" is unknown in a relative moment: it has "days" and "at""#),
      (#"{"at": "10:00:00"}"#, #"a relative moment has "days", a whole number"#),
      (#"{"days": 1, "at": "25:00:00"}"#, #""at" is a time of day: write HH:MM:SS"#),
      (
        #"{"days": 9223372036854775807}"#,
        "9223372036854775807 days from 2017-03-03: a moment is from 0001-01-01 to 9999-12-31"
      ),
      (#"{"days": -800000}"#, "-800000 days from 2017-03-03: a moment is from 0001-01-01 to 9999-12-31"),
      (#""soon""#, #""soon" is no moment: write YYYY-MM-DD HH:MM:SS"#),
      ("5", #"5 is no moment: write "YYYY-MM-DD HH:MM:SS" or {"days": -3, "at": "10:13:53"}"#),
    ])
  func faultyMoment(_ moment: String, _ message: String) throws {
    let tables = #"{"mock_outbox": [{"kind": "pin", "to": "a", "subject": "b", "body": "c", "sent_at": \#(moment)}]}"#
    #expect(try ScenarioFixture.complaints(tables) == ["test.json, mock_outbox, row 1, sent_at: \(message)"])
  }
}
