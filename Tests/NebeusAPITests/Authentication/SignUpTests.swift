import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /signup/1.0/json")
struct SignUpTests {
  private let success = #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#

  @Test("makes a partner, a user and two empty accounts, and signing in works at once")
  func makes() throws {
    let server = try TestServer.start()
    let answer = try server.visitor().post("/signup/1.0/json", NewUser().json)
    #expect(answer.text == success)
    #expect(
      try server.rows("SELECT name, surname, email, country_id, lang FROM res_partner WHERE id = 170")
        == [["Nova", "Nueva", "new@nebeus.example", "2", "en_US"]])
    #expect(
      try server.rows(
        """
        SELECT c.name, a.balance, a.code = a.acc_number, a.create_date, length(a.code) FROM account_account a
        JOIN res_currency c ON c.id = a.currency_id WHERE a.partner_id = 170 ORDER BY c.name
        """) == [
          ["BTC", "0", "1", "2017-03-03 12:00:00", "34"], ["EUR", "0", "1", "2017-03-03 12:00:00", "11"],
        ])
    let caller = try server.signIn("New@Nebeus.example", "a long secret")
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Nova")
  }

  @Test("makes accounts in EUR and BTC only, whatever other currencies there are")
  func currencies() throws {
    let server = try TestServer.start()
    try server.change("INSERT INTO res_currency (name, rate) VALUES ('LTC', '0.1')")
    #expect(try server.visitor().post("/signup/1.0/json", NewUser().json).text == success)
    #expect(try server.rows("SELECT count(*) FROM account_account WHERE partner_id = 170") == [["2"]])
  }

  @Test("keeps no password, but its hash")
  func hash() throws {
    let server = try TestServer.start()
    _ = try server.visitor().post("/signup/1.0/json", NewUser().json)
    let hash = try #require(try server.rows("SELECT password_crypt FROM res_users WHERE id > 154").first?.first)
    #expect(hash.hasPrefix("$6$rounds=1000$"))
    #expect(!hash.contains("secret"))
  }

  @Test("sets no cookie: signing in is another call")
  func noSession() throws {
    let server = try TestServer.start()
    #expect(try server.visitor().post("/signup/1.0/json", NewUser().json).field("Set-Cookie") == nil)
    #expect(try server.rows("SELECT id FROM http_session").isEmpty)
  }

  @Test("gives every user unique codes")
  func codes() throws {
    let server = try TestServer.start(seed: 1)
    let caller = try server.visitor()
    _ = try caller.post("/signup/1.0/json", NewUser(["login": #""one@nebeus.example""#]).json)
    _ = try caller.post("/signup/1.0/json", NewUser(["login": #""two@nebeus.example""#]).json)
    #expect(try server.rows("SELECT count(DISTINCT code) FROM account_account WHERE partner_id > 169") == [["4"]])
  }

  @Test("draws another code where one is taken")
  func takenCode() throws {
    let server = try TestServer.start()
    try server.change(
      """
      INSERT INTO mock_generated (kind, value) VALUES
        ('account_code', '60014120033'), ('account_code', '700'), ('account_code', '700'), ('account_code', '701')
      """)
    _ = try server.visitor().post("/signup/1.0/json", NewUser().json)
    #expect(
      try server.rows("SELECT code FROM account_account WHERE partner_id = 170 ORDER BY id") == [["700"], ["701"]])
  }

  @Test("stores the device, with the values that are given")
  func device() throws {
    let server = try TestServer.start()
    let call = NewUser([
      "device_type": "0", "identifier": #""ce777617""#, "language": #""en""#, "timezone": "-28800",
      "app_version": #""1.0""#, "device_model": #""iPhone8,2""#, "device_os": #""7.0.4""#,
    ])
    #expect(try server.visitor().post("/signup/1.0/json", call.json).text == success)
    #expect(
      try server.rows(
        """
        SELECT user_id, device_type, identifier, language, timezone, app_version, device_model, device_os, create_date
        FROM res_users_device
        """)
        == [["155", "0", "ce777617", "en", "-28800", "1.0", "iPhone8,2", "7.0.4", "2017-03-03 12:00:00"]])
  }

  @Test(
    "keeps a device of which only one thing is known, and none of which nothing is",
    arguments: [
      ("identifier", #""x""#, 1), ("timezone", "0", 1), ("device_type", "0", 1), ("language", #""en""#, 1),
      ("app_version", #""1""#, 1), ("device_model", #""m""#, 1), ("device_os", #""o""#, 1),
      ("device_type", "null", 0), ("identifier", #""""#, 0),
    ])
  func partOfDevice(_ name: String, _ value: String, _ count: Int) throws {
    let server = try TestServer.start()
    #expect(try server.visitor().post("/signup/1.0/json", NewUser([name: value]).json).text == success)
    #expect(try server.rows("SELECT count(*) FROM res_users_device") == [["\(count)"]])
  }

  @Test(
    "takes what is just within the limits",
    arguments: [
      NewUser("8 characters", password: "12345678"),
      NewUser("8 characters of 4 bytes", password: "😀😀😀😀😀😀😀😀"),
      NewUser("128 bytes", password: String(repeating: "p", count: 128)),
      NewUser("a country as text", ["country": #""1""#]),
      NewUser("an address with all that an atom may have", ["login": #""a.b+c!#$%&'*/=?^_`{|}~-@x-y.co""#]),
      NewUser("64 bytes before the @", ["login": #""\#(String(repeating: "a", count: 64))@b.co""#]),
      NewUser("a name of 128 bytes", ["name": #""\#(String(repeating: "n", count: 128))""#]),
    ])
  func limits(_ user: NewUser) throws {
    #expect(try TestServer.start().visitor().post("/signup/1.0/json", user.json).text == success)
  }

  @Test("refuses a country that is active no more, and takes one that is again")
  func activeCountry() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try server.change("UPDATE res_country SET active = 0 WHERE id = 2")
    let refused = try caller.post("/signup/1.0/json", NewUser().json).json[0]?["result"]?["errors"]
    #expect(
      refused?.rawText == #"{"country":{"field":"country","message":"Country should be the id of an active country"}}"#)
    try server.change("UPDATE res_country SET active = 1 WHERE id = 2")
    #expect(try caller.post("/signup/1.0/json", NewUser().json).text == success)
  }
}
