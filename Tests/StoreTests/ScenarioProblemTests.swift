import Testing

@testable import Store

@Suite("Scenario: mistakes")
struct ScenarioProblemTests {
  @Test(
    "says what is wrong with a file",
    arguments: [
      ("[]", [#"test.json: expected an object: {"tables": {…}}"#]),
      ("{}", [#"test.json: "tables": required: an object of tables, each a list of rows"#]),
      (
        #"{"tables": {}, "speed": 1}"#,
        [#"test.json: unknown member "speed"; a scenario has clock, description, generated, tables"#]
      ),
      (
        #"{"tables": {}, "clock": "noon"}"#,
        [#"test.json: "clock": invalid timestamp "noon": write "2017-03-03T12:00:00Z""#]
      ),
      (
        #"{"tables": {}, "generated": {"session_id": [1]}}"#,
        [#"test.json: "generated", "session_id": expected a list of strings"#]
      ),
      (
        #"{"tables": {}, "generated": {"sesion_id": ["a"]}}"#,
        [
          #"test.json: "generated": unknown kind "sesion_id"; the kinds are account_code, operation_ref, pin, "#
            + "reset_token, session_id, uuid"
        ]
      ),
      (
        #"{"tables": {}, "generated": {"session_id": ["a;b", "", "a-b"], "uuid": ["u", ""], "pin": ["012345", "١٢٣٤٥٦"]}}"#,
        [
          #"test.json: "generated", "session_id": invalid value "a;b": must be letters, digits and any of - . _ ~"#,
          #"test.json: "generated", "session_id": invalid value "": must not be empty"#,
          #"test.json: "generated", "uuid": invalid value "": must not be empty"#,
          #"test.json: "generated", "pin": invalid value "١٢٣٤٥٦": must be six digits, such as 012345"#,
        ]
      ),
      (#"{"tables": {}, "description": 5}"#, [#"test.json: "description": expected a string"#]),
    ])
  func faultyFile(_ text: String, _ problems: [String]) throws {
    #expect(try ScenarioFixture.problems(file: text) == problems)
  }

  @Test("says where a file stops being JSON")
  func notJSON() throws {
    let problems = try ScenarioFixture.problems(file: "{\"tables\": \n  {]}")
    #expect(problems.count == 1)
    #expect(problems.first?.contains("line 2") == true)
  }

  @Test(
    "says what is wrong with a row",
    arguments: [
      (#"{"res_planet": []}"#, ["test.json, res_planet: unknown table"]),
      (#"{"account_turnover": []}"#, ["test.json, account_turnover: unknown table"]),
      (#"{"sqlite_schema": []}"#, ["test.json, sqlite_schema: unknown table"]),
      (#"{"res_country": {}}"#, ["test.json, res_country: expected an array of rows"]),
      (#"{"res_country": [1]}"#, ["test.json, res_country, row 1: expected an object of columns and values"]),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34", "flag": "x"}]}"#,
        ["test.json, res_country, row 1, flag: unknown column"]
      ),
      (
        #"{"res_country": [{"id": "1", "name": 5, "code": "ES", "phone_code": "+34"}]}"#,
        [
          #"test.json, res_country, row 1, id: expected a whole number, found "1""#,
          "test.json, res_country, row 1, name: expected a string, found 5",
        ]
      ),
      (
        #"{"res_country": [{"id": 1, "code": "ES", "phone_code": "+34"}]}"#,
        ["test.json, res_country, row 1, name: required"]
      ),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ESP", "phone_code": "+34"}]}"#,
        [#"test.json, res_country, row 1, code: invalid value "ESP": must be two capital letters, such as ES"#]
      ),
      (
        #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34", "active": 1}]}"#,
        ["test.json, res_country, row 1, active: expected true or false, found 1"]
      ),
      (
        #"{"res_currency": [{"id": 1, "name": "EUR", "rate": "a lot"}]}"#,
        [#"test.json, res_currency, row 1, rate: expected a rate, found "a lot""#]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "Ann", "country_id": 999}]}"#,
        ["test.json, res_partner, row 1, country_id: no row of res_country has id 999"]
      ),
      (
        #"{"res_users": [{"id": 1, "login": "a", "password": 5, "partner_id": 1}]}"#,
        [
          "test.json, res_users, row 1, password: expected a password, found 5",
          "test.json, res_users, row 1, partner_id: no row of res_partner has id 1",
        ]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "A"}], "res_users": [{"id": 1, "login": "a", "partner_id": 1}]}"#,
        ["test.json, res_users, row 1, password: required"]
      ),
      (
        #"{"res_partner": [{"id": 1, "name": "A"}], "res_users": [{"login": "a", "password_crypt": "y", "partner_id": 1}]}"#,
        [
          #"test.json, res_users, row 1, password_crypt: expected a password hash such as $6$…, found "y": put a "#
            + #"password itself into "password""#
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
          #"test.json, res_partner, row 1, address_status: invalid value "zz": must be "#
            + "one of not_verified, pending, verified, rejected"
        ]
      ),
      (
        #"{"res_currency": [{"name": "EUR", "rate": 0, "symbol_position": "over"}]}"#,
        [
          "test.json, res_currency, row 1, rate: invalid value 0: must be more than 0",
          #"test.json, res_currency, row 1, symbol_position: invalid value "over": must be one of before, after"#,
        ]
      ),
      (
        #"{"account_account": [{"partner_id": 1, "currency_id": 1, "code": "", "acc_number": "a", "balance": 1}]}"#,
        [
          "test.json, account_account, row 1, balance: computed by the database: leave it out",
          "test.json, account_account, row 1, create_date: required",
          #"test.json, account_account, row 1, code: invalid value "": must not be empty"#,
          "test.json, account_account, row 1, partner_id: no row of res_partner has id 1",
          "test.json, account_account, row 1, currency_id: no row of res_currency has id 1",
        ]
      ),
      (#"{"mock_generated": [{"kind": "pin", "value": "x"}]}"#, ["test.json, mock_generated: unknown table"]),
      (#"{"res\nplanet\u2028": []}"#, [#"test.json, res\nplanet\u{2028}: unknown table"#]),
    ])
  func faultyRow(_ tables: String, _ problems: [String]) throws {
    #expect(try ScenarioFixture.problems(tables) == problems)
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
      try ScenarioFixture.problems(tables) == [
        #"test.json, res_country, row 2, code: duplicate value "ES": already used by another row"#,
        #"test.json, res_country, row 3, phone_code: invalid value "34": must be a plus and digits, such as +34"#,
        "test.json, res_partner, row 2, id: duplicate value 1: already used by another row",
        "test.json, res_partner, row 1, country_id: no row of res_country has id 7",
      ])
  }

  @Test("reports every mistake of a row, and of the other members")
  func everyMistakeOfARow() throws {
    let text = """
      {"speed": 1, "description": 5, "clock": "noon", "generated": {"pin": ["1"]}, "tables": {"res_country": [
        {"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"},
        {"id": 1, "name": "", "code": "ES", "phone_code": "34", "flag": "x"},
        {"id": 2, "nam": "France", "code": "ES", "phone_code": "+33"}]}}
      """
    #expect(
      try ScenarioFixture.problems(file: text) == [
        #"test.json: unknown member "speed"; a scenario has clock, description, generated, tables"#,
        #"test.json: "description": expected a string"#,
        #"test.json: "clock": invalid timestamp "noon": write "2017-03-03T12:00:00Z""#,
        #"test.json: "generated", "pin": invalid value "1": must be six digits, such as 012345"#,
        "test.json, res_country, row 2, flag: unknown column",
        #"test.json, res_country, row 2, name: invalid value "": must not be empty"#,
        #"test.json, res_country, row 2, phone_code: invalid value "34": must be a plus and digits, such as +34"#,
        "test.json, res_country, row 2, id: duplicate value 1: already used by another row",
        #"test.json, res_country, row 2, code: duplicate value "ES": already used by another row"#,
        "test.json, res_country, row 3, nam: unknown column",
        "test.json, res_country, row 3, name: required",
        #"test.json, res_country, row 3, code: duplicate value "ES": already used by another row"#,
      ])
  }

  @Test(
    "takes the ids that every client can hold",
    arguments: [
      ("1", true), ("999999999999999", true), ("0", false), ("-1", false), ("1000000000000000", false),
      ("9223372036854775807", false),
    ])
  func ids(_ id: String, _ isTaken: Bool) throws {
    let problem = "invalid id \(id): must be 1 to 999999999999999"
    let country = #"{"id": \#(id), "name": "Spain", "code": "ES", "phone_code": "+34"}"#
    #expect(
      try ScenarioFixture.problems(#"{"res_country": [\#(country)]}"#)
        == (isTaken ? [] : ["test.json, res_country, row 1, id: \(problem)"]))
    let mail = #"{"kind": "pin", "to": "a", "subject": "b", "body": "c", "sent_at": {"days": 0}, "code_id": \#(id)}"#
    #expect(
      try ScenarioFixture.problems(#"{"mock_outbox": [\#(mail)]}"#)
        == (isTaken ? [] : ["test.json, mock_outbox, row 1, code_id: \(problem)"]))
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
      try ScenarioFixture.problems(tables) == [
        "test.json, account_transaction, row 2: a sum that the database keeps would exceed the largest amount",
        "test.json, im_chat_session, row 2: duplicate row: another one has these values",
        "test.json, im_chat_session, row 3: invalid row: a session has either a group or two users",
      ])
  }

  @Test("doesn't count it a mistake to refer to a row that has one")
  func mistakeOnce() throws {
    let tables = """
      {"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "34"}],
       "res_partner": [{"id": 1, "name": "Ann", "country_id": 1}, {"id": 2, "name": "Bob", "country_id": 2}]}
      """
    #expect(
      try ScenarioFixture.problems(tables) == [
        #"test.json, res_country, row 1, phone_code: invalid value "34": must be a plus and digits, such as +34"#,
        "test.json, res_partner, row 2, country_id: no row of res_country has id 2",
      ])
  }

  @Test(
    "says what is wrong with a relative moment",
    arguments: [
      (#"{"day": 1}"#, #"unknown member "day" of a relative timestamp: it has "days" and "at""#),
      (#"{"at": "10:00:00"}"#, #"a relative timestamp needs "days", a whole number"#),
      (#"{"days": 1, "at": "25:00:00"}"#, #""at": expected a time of day, HH:MM:SS"#),
      (
        #"{"days": 9223372036854775807}"#,
        "9223372036854775807 days from 2017-03-03 is out of range: 0001-01-01 to 9999-12-31"
      ),
      (#"{"days": -800000}"#, "-800000 days from 2017-03-03 is out of range: 0001-01-01 to 9999-12-31"),
      (#""soon""#, #"invalid timestamp "soon": write YYYY-MM-DD HH:MM:SS"#),
      ("5", #"expected a timestamp, "YYYY-MM-DD HH:MM:SS" or {"days": -3, "at": "10:13:53"}, found 5"#),
    ])
  func faultyMoment(_ moment: String, _ message: String) throws {
    let tables = #"{"mock_outbox": [{"kind": "pin", "to": "a", "subject": "b", "body": "c", "sent_at": \#(moment)}]}"#
    #expect(try ScenarioFixture.problems(tables) == ["test.json, mock_outbox, row 1, sent_at: \(message)"])
  }
}
