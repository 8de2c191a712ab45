import NebeusSchema
import SQLite
import Testing

@testable import Store

@Suite("Scenario")
struct ScenarioTests {
  private static let countries = #"{"res_country": [{"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"}]"#

  @Test("reads amounts, rates, flags, passwords and relative moments as what the tables store")
  func readsCells() throws {
    let database = try ScenarioFixture.state(
      Self.countries + """
        , "res_currency": [{"id": 181, "name": "BTC", "rate": 0.000903674686878194}],
        "res_users": [{"id": 5, "login": "ann@x.example", "password": "secret", "partner_id": 1}],
        "res_partner": [{"id": 1, "name": "Ann", "country_id": 1, "phone_verified": true}],
        "account_account": [{"id": 1, "partner_id": 1, "currency_id": 181, "code": "c", "acc_number": "n",
          "create_date": {"days": -3, "at": "10:13:53"}, "opening_balance": "1.00000001"}]}
        """)
    let found = try database.withState { state in
      try state.connection.first(
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
    let database = try ScenarioFixture.state(
      """
      {"res_country": [
        {"id": 1, "name": "Spain", "code": "ES", "phone_code": "+34"},
        {"phone_code": "+33", "code": "FR", "name": "France", "id": 2},
        {"code": "PT", "name": "Portugal", "phone_code": "+351", "active": false},
        {"id": 7, "name": "Italy", "code": "IT", "phone_code": "+39"}]}
      """)
    let found = try database.withState { state in
      try state.connection.all(
        "SELECT format('%d %s %s %s %d', id, name, code, phone_code, active) FROM res_country ORDER BY id"
      ) {
        try $0[0] as String
      }
    }
    #expect(found == ["1 Spain ES +34 1", "2 France FR +33 1", "3 Portugal PT +351 0", "7 Italy IT +39 1"])
  }

  @Test("lists who can sign in")
  func logins() throws {
    let text = """
      {"tables": {"res_partner": [{"id": 3, "name": "Ann", "surname": "Lee"}],
      "res_users": [{"id": 5, "login": "ann@x.example", "password": "secret", "partner_id": 3}]}}
      """
    let scenario = try Scenario(name: "test", file: "test.json", text: Array(text.utf8))
    #expect(scenario.logins.map { [$0.login, $0.password, $0.name] } == [["ann@x.example", "secret", "Ann Lee"]])
  }
}
