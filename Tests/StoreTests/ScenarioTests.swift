import Testing

@testable import Store

@Suite("Scenario")
struct ScenarioTests {
  private static let countries = #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"}]"#

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
        [#"test.json, res_country, row 1, code: "ESP" is not allowed: code GLOB '[A-Z][A-Z]'"#]
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
        ["test.json, res_users, row 1, password: 5 is no password: write a string"]
      ),
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
        #"test.json, res_country, row 3, phone_code: "34" is not allowed: phone_code GLOB '+[0-9]*'"#,
        "test.json, res_partner, row 2, id: 1 stands in another row already",
        "test.json, res_partner, row 1, country_id: 7 is no id of res_country",
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
        #"test.json, res_country, row 1, phone_code: "34" is not allowed: phone_code GLOB '+[0-9]*'"#,
        "test.json, res_partner, row 2, country_id: 2 is no id of res_country",
      ])
  }

  @Test(
    "says what is wrong with a relative moment",
    arguments: [
      (#"{"day": 1}"#, #""day" is unknown in a relative moment: it has "days" and "at""#),
      (#"{"at": "10:00:00"}"#, #"a relative moment has "days", a whole number"#),
      (#"{"days": 1, "at": "25:00:00"}"#, #""at" is a time of day: write HH:MM:SS"#),
      (#""soon""#, #""soon" is no moment: write YYYY-MM-DD HH:MM:SS"#),
      ("5", #"5 is no moment: write "YYYY-MM-DD HH:MM:SS" or {"days": -3, "at": "10:13:53"}"#),
    ])
  func faultyMoment(_ moment: String, _ message: String) throws {
    let tables = #"{"mock_outbox": [{"kind": "pin", "to": "a", "subject": "b", "body": "c", "sent_at": \#(moment)}]}"#
    #expect(try ScenarioFixture.complaints(tables) == ["test.json, mock_outbox, row 1, sent_at: \(message)"])
  }

  @Test("reads amounts, rates, flags, passwords and relative moments as what the tables store")
  func readsCells() throws {
    let database = try ScenarioFixture.world(
      Self.countries + """
        , "res_currency": [{"id": 181, "name": "BTC", "rate": 0.000903674686878194}],
        "res_users": [{"id": 5, "login": "ann@x.example", "password": "secret", "partner_id": 1}],
        "res_partner": [{"id": 1, "name": "Ann", "country_id": 1, "phone_verified": true}],
        "account_account": [{"id": 1, "partner_id": 1, "currency_id": 181, "code": "c", "acc_number": "n",
          "create_date": {"days": -3, "at": "10:13:53"}, "opening_balance": "1.00000001"}]}
        """)
    let found = try database.withWorld { world in
      try world.connection.first(
        """
        SELECT c.rate, u.password_crypt, p.phone_verified, a.create_date, a.balance
        FROM res_currency c, res_users u, res_partner p, account_account a
        """
      ) { row in
        [
          try row[0] as String, try row[1] as String, "\(try row[2] as Int)", try row[3] as String,
          "\(try row[4] as Int)",
        ]
      }
    }
    #expect(found == ["0.000903674686878194", "hash of secret", "1", "2017-02-28 10:13:53", "100000001"])
  }

  @Test("takes rows of one table in any order of columns, and each with its own")
  func shapes() throws {
    let database = try ScenarioFixture.world(
      """
      {"res_country": [
        {"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"},
        {"phone_code": "+33", "code": "FR", "name": "France", "id": 2},
        {"code": "PT", "name": "Portugal", "phone_code": "+351", "active": false},
        {"id": 7, "name": "Italy", "code": "IT", "phone_code": "+39"}]}
      """)
    let found = try database.withWorld { world in
      try world.connection.all(
        "SELECT format('%d %s %s %s %d', id, name, code, phone_code, active) FROM res_country ORDER BY id"
      ) {
        try $0[0] as String
      }
    }
    #expect(found == ["1 Spain ES +34 1", "2 France FR +33 1", "3 Portugal PT +351 0", "7 Italy IT +39 1"])
  }

  @Test("tells who can sign in")
  func logins() throws {
    let text = """
      {"tables": {"res_partner": [{"id": 3, "name": "Ann", "surname": "Lee"}],
      "res_users": [{"id": 5, "login": "ann@x.example", "password": "secret", "partner_id": 3}]}}
      """
    let scenario = try Scenario(name: "test", file: "test.json", text: Array(text.utf8))
    #expect(scenario.logins == [.init(login: "ann@x.example", password: "secret", name: "Ann Lee")])
  }
}
