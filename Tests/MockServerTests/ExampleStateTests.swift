import JSON
import JSONRPC
import NebeusAPI
import ServerTestSupport
import Testing

/// No answer is canned: what stands behind an example changes, and so does what the same call is answered.
@Suite("The state behind the documented examples")
struct ExampleStateTests {
  /// What is done to an example, and where the answer is another one then, and which.
  struct Change: Sendable, CustomTestStringConvertible {
    let example: String
    /// SQL; or, where the example depends on its call alone, the params of another call.
    let change: String
    let difference: String
    let revision: Revision

    init(_ example: String, _ change: String, _ difference: String, since revision: Revision = .first) {
      self.revision = revision
      self.example = example
      self.change = change
      self.difference = difference
    }

    var testDescription: String { "\(example) (\(revision.rawValue))" }
  }

  static let wrong = (try? Password.hash("wrong")) ?? ""

  static let changes =
    [
      Change(
        "Login: successful", "UPDATE res_partner SET surname = 'Ivanov' WHERE id = 169",
        #"$[0].result.surname: "Ivanov""#
      ),
      Change("Login: unsuccessful", "UPDATE res_users SET password_crypt = '\(wrong)' WHERE id = 154", "$: ["),
      Change(
        "Reset password: successful", "UPDATE res_users SET login = 'old@nebeus.example' WHERE id = 154",
        #"$[0].result: keys ["status", "message"]"#),
      Change(
        "Reset password: unsuccessful", "UPDATE res_users SET login = 'nobody@nebeus.example' WHERE id = 154",
        #"$[0].result: keys ["status"]"#),
      Change(
        "Signup: successful", "UPDATE res_users SET login = 'new@nebeus.example' WHERE id = 154",
        #"$[0].result: keys ["status", "errors"]"#),
      Change(
        "Signup: unsuccessful", "UPDATE res_users SET login = 'old@nebeus.example' WHERE id = 154",
        #"$[0].result.errors: keys ["country", "password"]"#),
      Change("Get active countries", "UPDATE res_country SET active = 0 WHERE id = 2", "$: 1 elements"),
      Change(
        "Dashboard", "UPDATE account_transaction SET credit = 200000 WHERE credit = 100000", "$.accounts[0].sum: 0.002"),
      Change(
        "Get dashboard graphic details", "UPDATE account_transaction SET credit = 10200 WHERE credit = 10100",
        "$.all_time.credit: 0.232997"),
      Change(
        "Get or create session",
        "INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (11, 6, 'closed')",
        #"$.result.state: "closed""#),
      Change(
        "Get or create session with group", "DELETE FROM res_groups_users WHERE user_id = 5",
        "$.result.users: 1 elements"
      ),
      Change(
        "Get sessions",
        "INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (11, 6, 'closed')", "$: 0 elements"),
      Change("Get sessions with group", "UPDATE res_groups SET name = 'Olds'", #"$[0].groups[0].name: "Olds""#),
      Change("Get all users", "INSERT INTO user_chat_ab VALUES (154, 239)", "$: 2 elements"),
      Change("Get users from book", "UPDATE res_partner SET surname = 'erp' WHERE id = 6", #"$[0].name: "odoo erp""#),
      Change(
        "Add users in book: successful", "PRAGMA foreign_keys = OFF; UPDATE res_users SET id = 6 WHERE id = 5",
        #"$.result: keys ["status", "message"]"#),
      Change(
        "Remove users from book: successful", "PRAGMA foreign_keys = OFF; UPDATE res_users SET id = 6 WHERE id = 5",
        #"$.result: keys ["status", "message"]"#),
      Change(
        "Add partner in book: successful", "DELETE FROM res_users WHERE partner_id = 345",
        #"$.result: keys ["status", "message"]"#),
      Change(
        "Add partner in book: unsuccessful",
        """
        UPDATE res_users SET partner_id = 6 WHERE id = 5; DELETE FROM res_users WHERE partner_id = 254;
        UPDATE res_users SET partner_id = 254 WHERE id = 154
        """, #"$.result: keys ["status"]"#),
      Change(
        "Chat initialization",
        """
        INSERT INTO im_chat_message (id, create_date, from_id, to_id, message)
          VALUES (119, '2017-03-30 09:19:00', 5, 15, 'new')
        """, #"$[0].last_message.create_date: "2017-03-30 09:19:00""#),
      Change(
        "Get history of messages", "UPDATE im_chat_message SET message = '777' WHERE id = 98", #"$[3].message: "777""#),
      Change(
        "Change session status: successful", "UPDATE im_chat_session SET uuid = 'another' WHERE id = 11",
        #"$.result: keys ["status", "field", "message"]"#),
      Change(
        "Change session status: unsuccessful",
        "UPDATE im_chat_session SET uuid = '00000000-0000-4000-8000-000000000000' WHERE id = 11",
        #"$.result: keys ["status"]"#),
      Change(
        "Get user wallets", "UPDATE account_account SET opening_balance = 1 WHERE id = 4067",
        "$.result[1].balance: 0.00000001"),
      Change(
        "Get wallet operations", "UPDATE account_transaction SET credit = 12000000 WHERE id = 1",
        #"$.result.balance: "4.14""#),
      Change("Get user cards", "UPDATE payment_card SET id = 5", "$.result[0].code: 5"),
      Change(
        "Search card to card transfers", "UPDATE card2card_transfer SET date = '2017-03-21 08:00:00' WHERE id = 1",
        #"$[0].result[0].cardholder_name: "Ivan Petrov""#),
      Change(
        "Get available buy and sell limit",
        """
        INSERT INTO exchange_order (partner_id, date, type, bitcoin_amount, euro_amount, operation_ref)
          VALUES (301, '2017-03-22 00:00:00', 'sell', 1, 12345000000, 'r')
        """, "$.result.limit: 176.55"),
      Change(
        "Get buying currency rates", "UPDATE res_currency SET buy_rate = '0.0009' WHERE id = 181",
        "$.result[0].rate: 0.0009"),
      Change(
        "Get selling currency rates", "UPDATE res_currency SET sell_rate = '0.00091' WHERE id = 181",
        "$.result[0].rate: 0.00091"),
      Change(
        "Buy bitcoin: code sent", "UPDATE payment_card SET expiration_date = '2017-02-28 23:59:59'",
        #"$.result: keys ["status", "message"]"#),
      Change(
        "Buy bitcoin: successful", "UPDATE exchange_code SET is_used = 1", #"$.result: keys ["status", "message"]"#),
      Change("Buy bitcoin: unsuccessful", "UPDATE exchange_code SET code = '000000'", #"$.result: keys ["status"]"#),
      Change(
        "Sell bitcoin: code sent", "UPDATE res_partner SET buy_limit = 1100000000 WHERE id = 301",
        #"$.result: keys ["status", "message"]"#),
      Change(
        "Sell bitcoin: successful", "UPDATE account_account SET opening_balance = 999999 WHERE id = 338",
        #"$.result: keys ["status", "message"]"#),
      Change("Sell bitcoin: unsuccessful", "UPDATE exchange_code SET code = '000000'", #"$.result: keys ["status"]"#),
    ] + later

  /// Those of the later revision.
  private static let later = [
    Change(
      "Get or create session",
      "INSERT INTO im_chat_message (id, create_date, from_id, to_id, message) VALUES (192, '2017-04-10 07:50:00', 5, 11, '3')",
      #"$.result.users[0].last_message.message: "3""#, since: .june2017),
    Change(
      "Get or create session with group",
      """
      INSERT INTO im_chat_conversation_state (session_id, user_id, status) VALUES (11, 6, 'favorite')
      """, #"$.result.status: "favorite""#, since: .june2017),
    Change(
      "Get sessions", "UPDATE im_chat_conversation_state SET is_read = 0", "$[0].is_read: false", since: .june2017),
    Change(
      "Get sessions with group",
      "INSERT INTO im_chat_message (id, create_date, from_id, to_id, message) VALUES (1, '2017-03-30 09:00:00', 5, 11, '3')",
      "$[0].is_read: false", since: .june2017),
    Change(
      "Chat initialization", "UPDATE res_users SET partner_id = 25 WHERE id = 8", "$: 0 elements", since: .june2017),
    Change(
      "Get history of messages", "UPDATE res_partner SET name = 'Support' WHERE id = 9", #"$[0].from_id[1]: "Support""#,
      since: .june2017),
    Change(
      "Get notifications", "UPDATE mail_notification SET is_read = 1 WHERE id = 724", "$.result.new_count: 9",
      since: .june2017),
    Change(
      "Get deposit methods: successful", "UPDATE deposit_method SET minimum = 100",
      "$.result.deposit_methods[0].minimum",
      since: .june2017),
    Change(
      "Get deposit methods: unsuccessful", "INSERT INTO res_company (id, name) VALUES (2, 'Late')",
      #"$: keys ["id", "jsonrpc", "result"]"#, since: .june2017),
    Change(
      "Get historical rate", "UPDATE res_currency SET rate = '0.001' WHERE id = 181", "$.result: 2 elements",
      since: .june2017),
    Change(
      "Get transfers", "UPDATE account_transfer SET amount_out_base = 88000000",
      "$.result.items[0].amount_out_base: 0.88", since: .june2017),
  ]

  /// No state makes these calls answered otherwise.
  static let otherCalls = [
    Change("Submit support ticket: successful", #"{"login":"ann","name":"Ann","message":"Help"}"#, "$: {"),
    Change(
      "Submit support ticket: unsuccessful", #"{"login":"ann@example.com","name":"Ann","message":"Help"}"#, "$: ["),
    Change("Add users in book: unsuccessful", #"{"user_ids":[5]}"#, #"$.result: keys ["status"]"#),
    Change("Remove users from book: unsuccessful", #"{"user_ids":[5]}"#, #"$.result: keys ["status"]"#),
  ]

  @Test("is what the answer follows", arguments: changes)
  func state(_ change: Change) throws {
    let example = try #require(Example.all.first { $0.name == change.example && $0.revision == change.revision })
    let (server, caller) = try start(example)
    try server.change(change.change)
    let answer = try caller.post(example.path, example.bodyText ?? "")
    let difference = Example.difference(example.response, try answer.json)
    #expect(difference?.hasPrefix(change.difference) == true, "\(difference ?? "the same")")
  }

  @Test("doesn't matter where the call alone decides", arguments: otherCalls)
  func call(_ change: Change) throws {
    let example = try #require(Example.all.first { $0.name == change.example && $0.revision == change.revision })
    let answer = try start(example).caller.post(example.path, change.change)
    let difference = Example.difference(example.response, try answer.json)
    #expect(difference?.hasPrefix(change.difference) == true, "\(difference ?? "the same")")
  }

  @Test("is changed for each example but the logout's, which always succeeds")
  func every() {
    let changed = (Self.changes + Self.otherCalls).map(\.testDescription) + ["Logout: successful (2017-04-11)"]
    #expect(changed.sorted() == Example.all.map(\.testDescription).sorted())
  }

  private func start(_ example: Example) throws -> (server: TestServer, caller: TestCaller) {
    let server = try example.server()
    return (server, try example.login.map { try server.signIn($0, example.password) } ?? server.visitor())
  }
}
