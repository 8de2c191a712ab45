import JSON
import JSONRPC
import NebeusAPI
import ServerTestSupport
import TestSupport
import Testing

/// A call by lucy of the demo that writes, one at least for each endpoint that can.
struct WritingCall: Sendable, CustomTestStringConvertible {
  static let scenario = "demo"
  static let clock = "2017-03-10T12:00:00Z"

  let path: String
  /// JSON by the name of the parameter.
  let params: [String: String]
  /// What has to be in the tables before, as SQL.
  var preparation = ""
  /// Whether the call is the second step of a deal, which needs the code that the first one sends.
  var needsCode = false
  /// Whether it writes only sessions, which tests of the state leave out.
  var keepsState = false

  var testDescription: String { path + (needsCode ? " with a code" : "") }

  static func lucy(on server: TestServer) throws -> TestCaller {
    try server.signIn("lucy@demo.example", "demo-password")
  }

  /// The params for a call of this kind, once what they need is there.
  func prepared(_ server: TestServer, _ caller: TestCaller) throws -> [String: String] {
    if !preparation.isEmpty { try server.change(preparation) }
    guard needsCode else { return params }
    let id = try #require(try caller.result(path, Self.json(params))?["code_id"]?.rawText)
    let code = try #require(try server.rows("SELECT code FROM mock_outbox WHERE code_id = \(id)").first?.first)
    return params.merging(["code_id": id, "code": "\"\(code)\""]) { $1 }
  }

  static func json(_ params: [String: String]) -> String {
    "{" + params.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",") + "}"
  }

  private static let uuid = #""325d8b4a-6eef-4c57-ab59-7f442625c029""#
  private static let document = ["doc_model": #""res.partner""#, "doc_id": "777"]
  private static let purchase = [
    "buy_amount": #""0.0903""#, "deposit_amount": #""100""#, "payment_id": #""302""#, "account_id": #""301""#,
  ]
  private static let sale = [
    "sell_sum": #""0.0903""#, "buy_sum": #""100""#, "debit_from": #""301""#, "deposit_to": #""302""#,
  ]

  static let all = [
    WritingCall(
      path: "/signin/1.0/json", params: ["login": #""zoe@demo.example""#, "password": #""demo-password""#],
      keepsState: true),
    WritingCall(path: "/logout/1.0/json", params: [:], keepsState: true),
    WritingCall(path: "/reset_password/1.0/json", params: ["login": #""mateo@demo.example""#]),
    WritingCall(
      path: "/signup/1.0/json",
      params: [
        "login": #""new@demo.example""#, "name": #""Nova""#, "surname": #""Nueva""#, "password": #""a long secret""#,
        "confirm_password": #""a long secret""#, "country": "2", "device_type": "1", "identifier": #""i""#,
        "language": #""en_US""#, "timezone": "3600", "app_version": #""1""#, "device_model": #""m""#,
        "device_os": #""o""#,
      ]),
    WritingCall(
      path: "/helpdesk/message",
      params: ["login": #""a@b.example""#, "name": #""Ann""#, "message": #""Help""#]),
    WritingCall(
      path: "/im_chat/api/get_or_create_session", params: document.merging(["user_to": "17"]) { $1 }),
    WritingCall(
      path: "/im_chat/api/get_or_create_session_group", params: document.merging(["group": "1"]) { $1 }),
    WritingCall(
      path: "/im_chat/post",
      params: ["uuid": uuid, "message_type": #""message""#, "message_content": #""Hello""#]),
    WritingCall(
      path: "/im_chat/api/init", params: ["name": #""""#, "limit": "1"],
      preparation: "UPDATE im_chat_conversation_state SET state = 'closed', is_read = 0 WHERE user_id = 6"),
    WritingCall(
      path: "/im_chat/api/history", params: ["uuid": uuid, "last_ID": "0", "limit": "1"],
      preparation: "UPDATE im_chat_conversation_state SET is_read = 0 WHERE user_id = 6"),
    WritingCall(
      path: "/im_chat/api/change_session_status", params: ["uuid": uuid, "new_status": #""closed""#]),
    WritingCall(path: "/im_chat/api/user_chat_ab/add_users", params: ["user_ids": "[8,10]"]),
    WritingCall(path: "/im_chat/api/user_chat_ab/remove_users", params: ["user_ids": "[7]"]),
    WritingCall(
      path: "/im_chat/api/user_chat_ab/add_partner", params: ["parent_partner_id": "31", "child_partner_id": "37"]),
    WritingCall(
      path: "/card2card/new/1.0/json",
      params: [
        "from_sum": "100", "to_sum": "100", "to_sum_currency": "1", "source_id": #""302""#,
        "recipient_country_id": #""2""#, "recipient_card_number": #""4444333322221111""#,
        "recipient_email": #""olga@example.com""#, "recipient_phone": #""34600000000""#,
        "recipient_cardholder_name": #""Olga Ёлкина""#, "save_recipient_details": #""true""#,
      ]),
    WritingCall(
      path: "/card2card/new/1.0/json",
      params: [
        "from_sum": "100", "to_sum": "100", "to_sum_currency": "1", "recipient_country_id": #""2""#,
        "recipient_card_number": #""4444333322221111""#, "recipient_email": #""olga@example.com""#,
        "recipient_cardholder_name": #""Olga""#, "card_number": #""378282246310005""#,
        "cardholder_name": #""Lucy Bennett""#, "expiration_date": #""12/19""#, "cvv": #""1234""#,
        "save_card_data": "true",
      ]),
    WritingCall(path: "/buy_currency/1.0/json", params: purchase),
    WritingCall(path: "/buy_currency/1.0/json", params: purchase, needsCode: true),
    WritingCall(path: "/sell_currency/1.0/json", params: sale),
    WritingCall(path: "/sell_currency/1.0/json", params: sale, needsCode: true),
  ]
}

@Suite("The calls that write")
struct WritingCallTests {
  @Test("are of every endpoint that can")
  func complete() {
    let writing = API.endpoints.filter { endpoint in
      if case .reads = endpoint.effect { false } else { true }
    }
    #expect(Set(WritingCall.all.map(\.path)) == Set(writing.map(\.path)))
  }

  @Test("succeed, and change the state", arguments: WritingCall.all)
  func succeeds(_ call: WritingCall) throws {
    let server = try TestServer.start(scenario: WritingCall.scenario, clock: WritingCall.clock, seed: 1)
    let lucy = try WritingCall.lucy(on: server)
    let params = try call.prepared(server, lucy)
    let before = try server.state()
    let answer = try lucy.call(call.path, WritingCall.json(params))
    #expect(answer.isSuccess, "\(answer.text)")
    #expect(try call.keepsState || server.state() != before)
  }
}

extension RawResponse {
  /// Whether a call was done, in whatever way its endpoint says so.
  var isSuccess: Bool {
    guard status == 200, let json = try? json else { return false }
    return Self.isSuccess(json)
  }

  static func isSuccess(_ json: JSONValue) -> Bool {
    let result = json["result"] ?? json[0]?["result"]
    return json["error"] == nil && json[0]?["error"] == nil && result?["status"]?.string != "error"
      && (json["errors"] ?? json[0]?["errors"] ?? result?["errors"]) == nil
  }
}
