import JSON
import TestSupport
import Testing

/// A server at which people do a bit of everything, some of it with secrets.
final class RecordedLife {
  private static let buy = "/buy_currency/1.0/json"
  private static let pay = "/card2card/new/1.0/json"
  private static let countries = "/get_countries/1.0/json"

  /// Texts that no bundle may have, in whatever form.
  private(set) var secrets = [
    RecordedLife.password, RecordedLife.newPassword, RecordedLife.guess, RecordedLife.fixturePassword,
    RecordedLife.card, "4111111111111111", RecordedLife.otherCard, RecordedLife.wrongCard, RecordedLife.fixtureSession,
    RecordedLife.word, "Basic-Secret-1", "other-cookie-1",
  ]

  static let password = "demo-password"
  /// JSON and forms write it in several ways.
  static let newPassword = #"Pässword "4 you" \o/ & <me>"#
  static let guess = "Not-The-Password-7"
  static let fixturePassword = "Fixture-Pass-1"
  static let card = "4111 1111 1111 1111"
  /// Its name alone says what it is, since its check digit is wrong.
  static let wrongCard = "4111 1112 1111 1111"
  static let cardCode = "739"
  /// A password that could be any word, so that its name alone says what it is.
  static let word = "plainword"
  static let otherCard = "5105105105105100"
  static let fixtureSession = "a-session-that-a-test-chose"

  let server: Served
  let base: String
  private let database: String

  /// - Parameter database: the database's name, by which every call finds it.
  init(_ options: [String] = [], database: String = "nebeus") throws {
    server = try Served(["--scenario", "demo"] + options)
    self.database = database
    base = database == "nebeus" ? "" : "/_db/\(database)"
  }

  /// What the database's bundle is.
  func bundle() throws -> String {
    let response = try server.control("GET", "/databases/\(database)/bundle")
    #expect(response.status == 200, "\(response.text)")
    return response.text
  }

  func control(_ method: String, _ path: String, _ body: String? = nil) throws -> JSONValue? {
    let response = try server.control(method, "/databases/\(database)\(path)", body)
    #expect((200...299).contains(response.status), "\(method) \(path): \(response.text)")
    return response.body.isEmpty ? nil : try response.json
  }

  @discardableResult
  func call(_ path: String, _ params: String = "{}", session: String? = nil, fields: String = "") throws -> RawResponse
  {
    let cookie = session.map { "Cookie: theme=other-cookie-1; session_id=\($0)\r\n" } ?? ""
    return try server.post(
      base + path, #"{"jsonrpc":"2.0","method":"call","id":1,"params":\#(params)}"#, fields: cookie + fields)
  }

  /// Signs in and returns the session.
  func signIn(_ login: String, _ password: String = password) throws -> String {
    let response = try call("/signin/1.0/json", #"{"login":"\#(login)","password":\#(Self.json(password))}"#)
    let session = try #require(
      response.field("Set-Cookie")?.split(separator: ";").first?.split(separator: "=").last.map(String.init))
    secrets.append(session)
    return session
  }

  func live() throws {
    let lucy = try signIn("lucy@demo.example")
    try call("/signin/1.0/json", #"{"login":"lucy@demo.example","password":"\#(Self.guess)"}"#)
    try signUp()
    let mateo = try #require(
      try control("POST", "/sessions", #"{"login":"mateo@demo.example"}"#)?["session_id"]?.string)
    secrets.append(mateo)
    try deal(lucy)
    try payByCard(lucy)
    try chat(lucy, mateo)
    try suffer(lucy)
    try changeClocks(lucy)
    try takeFixtures()
    try returnToSnapshot(lucy)
    try call("/nothing/here", session: lucy)
    // None is a call; the second shows a secret by a name only, and the answer to the third quotes one.
    _ = try server.client().exchange(
      "POST \(base)/signin/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Authorization: Basic Basic-Secret-1\r\nContent-Length: 33\r\n\r\n{\"password\":\"\(Self.guess)\"]")
    #expect(
      try server.post(base + Self.countries, #"{"id":{"password":"\#(Self.word)"},"params":{}}"#).text.contains(
        Self.word))
    try call("/logout/1.0/json", session: lucy)
    try call("/partner/dashboard", session: lucy)
  }

  private func signUp() throws {
    let password = Self.json(Self.newPassword)
    let params =
      #"{"login":"nova@demo.example","name":"Nova","surname":"Nueva","country":1,"password":\#(password),"#
      + #""confirm_password":\#(password)}"#
    #expect(try call("/signup/1.0/json", params).text.contains("success"), "signed up")
    let form = "login=nova@demo.example&password=" + Self.percentEncoded(Self.newPassword)
    let response = try server.client().exchange(
      "POST \(base)/signin/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)")
    #expect(response.text.contains("session_id"), "\(response.text)")
  }

  /// Buys, with the code that is sent.
  private func deal(_ lucy: String) throws {
    let params = #""buy_amount":"0.0903","deposit_amount":"100","payment_id":"302","account_id":"301""#
    let first = try call(Self.buy, "{\(params)}", session: lucy)
    let pin = try #require(try control("GET", "/outbox?kind=pin")?[0])
    let code = try #require(pin["code"]?.string)
    let id = try #require(pin["code_id"]?.rawText)
    let second = try call(Self.buy, #"{\#(params),"code_id":\#(id),"code":"\#(code)"}"#, session: lucy)
    #expect(second.text.contains("success"), "\(first.text) \(second.text)")
    _ = try control("DELETE", "/outbox")
  }

  private func payByCard(_ lucy: String) throws {
    let recipient =
      #""recipient_country_id":"1","recipient_card_number":"\#(Self.otherCard)","recipient_email":"o@example.com","#
      + #""recipient_cardholder_name":"Olga""#
    let params =
      #"{"from_sum":10,"to_sum":10,"to_sum_currency":1,"card_number":"\#(Self.card)","cardholder_name":"Lucy","#
      + #""expiration_date":"12/49","cvv":"\#(Self.cardCode)","save_card_data":true,\#(recipient)}"#
    let paid = try call(Self.pay, params, session: lucy)
    #expect(paid.text.contains("success"), "\(paid.text)")
    #expect(
      try call("/card2card/search/1.0/json", #"{"query":"Olga"}"#, session: lucy).text.contains("5105 **** **** 5100"))
    try call(Self.pay, params.replacing(Self.card, with: Self.wrongCard), session: lucy)
  }

  /// A poll that waits, a message with secrets, and the answer to the poll.
  private func chat(_ lucy: String, _ mateo: String) throws {
    let uuid = "325d8b4a-6eef-4c57-ab59-7f442625c029"
    // In a batch a poll doesn't wait.
    let polled = try server.post(
      base + "/longpolling/poll", #"[{"jsonrpc":"2.0","id":1,"params":{"last":0}}]"#,
      fields: "X-Openerp-Session-Id: \(lucy)\r\n")
    let latest = try polled.json[0]?["result"]?.array?.last?["id"]?.integer ?? 0
    // Nobody has seen her for an hour when she begins to wait.
    _ = try control("POST", "/clock/advance", #"{"seconds":3600}"#)
    let body = #"{"last":\#(latest),"options":{"im_presence":true}}"#
    let waiting = try server.client()
    let before = try latestCall()
    try waiting.send(
      "POST \(base)/longpolling/poll HTTP/1.1\r\nHost: localhost\r\nX-Openerp-Session-Id: \(lucy)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    try awaitPending(after: before)
    #expect(try call("/im_chat/api/init", #"{"name":"Lucy"}"#, session: mateo).text.contains("online"))
    let text = Self.json("My card is \(Self.card), my password \(Self.newPassword)")
    try call(
      "/im_chat/post", #"{"uuid":"\#(uuid)","message_type":"message","message_content":\#(text)}"#, session: mateo)
    #expect(try waiting.response().text.contains("My card is"))
    try call("/im_chat/history", #"{"uuid":"\#(uuid)"}"#, session: lucy)
  }

  /// Faults: one that strikes once, one that strikes at random, one that lets a later call overtake.
  private func suffer(_ lucy: String) throws {
    let path = #""path":"\#(Self.countries)""#
    _ = try control(
      "PUT", "/faults/once", #"{\#(path),"status":503,"body":"down","times":1,"params":{"password":"\#(Self.guess)"}}"#)
    _ = try control("PUT", "/faults/slow", #"{\#(path),"delay_ms":400,"when":"before","times":1,"after":1}"#)
    _ = try control(
      "PUT", "/faults/random", #"{"path":"/partner/dashboard","error":{"code":100,"message":"No"},"probability":0.5}"#)
    try call(Self.countries, #"{"password":"\#(Self.guess)"}"#)
    let slow = try server.client()
    let before = try latestCall()
    try slow.send("POST \(base)\(Self.countries) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    try awaitPending(after: before)
    try call(Self.countries)
    #expect(try slow.response().status == 200)
    for _ in 0..<8 { try call("/partner/dashboard", session: lucy) }
    _ = try control("DELETE", "/faults")
    // A batch of two that sign in.
    let login = #"{"jsonrpc":"2.0","id":1,"params":{"login":"anna@demo.example","password":"\#(Self.password)"}}"#
    let batch = try server.post(base + "/signin/1.0/json", "[\(login),\(login)]")
    for answer in try batch.json.array ?? [] {
      secrets.append(try #require(answer["result"]?["session_id"]?.string))
    }
  }

  private func changeClocks(_ lucy: String) throws {
    _ = try control("POST", "/clock/advance", #"{"seconds":3600}"#)
    try call("/partner/dashboard", session: lucy)
    _ = try control("PUT", "/clock", #"{"frozen":true}"#)
    try call("/user/notifications", session: lucy)
    _ = try control("PUT", "/clock", #"{"frozen":false}"#)
    try call("/im_chat/init", session: lucy)
  }

  private func takeFixtures() throws {
    let user = #"{"id":6,"login":"lucy@demo.example","partner_id":31,"password":"\#(Self.fixturePassword)"}"#
    let session = #"{"id":"\#(Self.fixtureSession)","user_id":8,"last_used":{"days":0,"at":"00:00:00"}}"#
    _ = try control("POST", "/fixtures", #"{"tables":{"res_users":[\#(user)],"http_session":[\#(session)]}}"#)
    _ = try signIn("lucy@demo.example", Self.fixturePassword)
    try call("/partner/dashboard?session_id=\(Self.fixtureSession)")
  }

  private func returnToSnapshot(_ lucy: String) throws {
    _ = try control("PUT", "/snapshots/before")
    let later = try signIn("anna@demo.example")
    _ = try control("POST", "/snapshots/before/restore")
    try call("/partner/dashboard", session: later)
    try call("/partner/dashboard", session: lucy)
    _ = try control("DELETE", "/snapshots/before")
  }

  private func latestCall() throws -> Int {
    try control("GET", "/journal?limit=1")?[0]?["id"]?.integer ?? 0
  }

  /// Returns when a call has come that waits for its answer.
  private func awaitPending(after id: Int) throws {
    let calls = try control("GET", "/journal?after=\(id)&wait=\(WaitLimit.seconds)")
    #expect(calls?[0]?["pending"]?.bool == true)
  }

  private static func json(_ text: String) -> String {
    "\"" + text.replacing(#"\"#, with: #"\\"#).replacing("\"", with: "\\\"") + "\""
  }

  static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" + digits : digits)
    }.joined()
  }
}
