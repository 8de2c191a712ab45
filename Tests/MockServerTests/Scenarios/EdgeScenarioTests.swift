import JSON
import JSONRPC
import NebeusAPI
import SQLite
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer
@testable import NebeusSchema

@Suite("The scenario edge")
struct EdgeScenarioTests {
  /// Shared, since no test changes more than what is read; with a database for each revision.
  private static let server = Result {
    let server = try TestServer.start(scenario: "edge")
    for revision in Revision.allCases {
      let answer = try server.visitor().send(
        "PUT", "/_mock/databases/\(database(of: revision))", #"{"revision":"\#(revision.rawValue)"}"#,
        type: "application/json")
      #expect(answer.status == 201, "\(answer.text)")
    }
    return server
  }

  private static func database(of revision: Revision) -> String { "of-\(revision.rawValue)" }

  private func signIn(_ user: EdgeUser, in revision: Revision = .first) throws -> TestCaller {
    let caller = try Self.server.get().signIn(
      user.login, EdgeScenario.password, ["X-Odoo-Database": Self.database(of: revision)])
    caller.fields["Prefer"] = "dialect=jsonrpc"
    return caller
  }

  private func rows(_ sql: String) throws -> [[String]] { try Self.server.get().rows(sql) }

  @Test("is listed with a login for each peculiarity")
  func listed() throws {
    let scenarios = try #require(try Self.server.get().visitor().get("/_mock/scenarios").json.array)
    let edge = try #require(scenarios.first { $0["name"]?.string == "edge" })
    #expect(edge["description"]?.string == EdgeScenario.description)
    #expect(edge["logins"]?.array?.compactMap { $0["login"]?.string } == EdgeUser.allCases.map(\.login))
  }

  @Test("answers every call that reads, for each of its users", arguments: EdgeUser.allCases)
  func answers(_ user: EdgeUser) throws {
    for revision in Revision.allCases {
      let caller = try signIn(user, in: revision)
      let codes = try caller.result("/user/get_wallets_list/1.0/json")?.array?.compactMap { $0["code"]?.string }
      for endpoint in API.endpoints(in: revision) where endpoint.effect == .reads {
        for path in endpoint.path.contains("{account_id}") ? (codes ?? []).map(operations) : [endpoint.path] {
          let answer = try caller.call(path, #"{"query":""}"#)
          #expect(answer.status == 200, "\(path)")
          let value = try answer.json
          let isFailure = value["error"] != nil || value["result"]?["status"]?.string == "error"
          #expect(value["result"] != nil && !isFailure, "\(path): \(answer.text.prefix(500))")
        }
      }
      for path in ["/im_chat/api/get_sessions", "/im_chat/api/get_sessions_group"] {
        let sessions = try #require(try caller.result(path)?.array)
        for uuid in sessions.compactMap({ $0["uuid"]?.string }) {
          #expect(try caller.result("/im_chat/api/history", #"{"uuid":"\#(uuid)"}"#)?.array?.isEmpty == false)
        }
      }
      #expect(try caller.result("/im_chat/api/init", #"{"name":""}"#)?.array != nil)
      for size in ["", "/big"] {
        #expect(try caller.get("/partner/\(user.partner)/profile_image\(size)").status == 200)
      }
    }
  }

  private func operations(of code: String) -> String {
    let segment = code.utf8.map { byte in
      "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    return "/user/accounts/\(segment)/operations/"
  }

  @Test("has names and texts of the sizes that it is made from")
  func sizes() throws {
    let names = try rows("SELECT length(name), length(surname), length(city) FROM res_partner WHERE id IN (101, 102)")
    #expect(names == [["1", "1", "1"], ["128", "128", "128"]])
    for column in ["im_chat_message.message", "mail_notification.subject", "account_transfer.description"] {
      let parts = column.split(separator: ".")
      #expect(
        try rows("SELECT max(octets) FROM (SELECT length(CAST(\(parts[1]) AS BLOB)) AS octets FROM \(parts[0]))")
          == [["65536"]], "\(column)")
    }
  }

  @Test("has messages from right to left, with combining marks, and with emoji that are joined")
  func scripts() throws {
    func text(_ user: EdgeUser) throws -> String {
      try rows("SELECT group_concat(DISTINCT message) FROM im_chat_message WHERE from_id = \(user.rawValue)")[0][0]
    }
    let rightToLeft = try text(.rtl).unicodeScalars
    #expect(rightToLeft.contains("\u{202E}") && rightToLeft.contains("ש") && rightToLeft.contains("ل"))
    let marks = try text(.scripts).unicodeScalars.filter { $0.properties.isGraphemeExtend }
    #expect(marks.contains("\u{301}") && marks.contains("\u{94D}") && marks.count > 10)
    let emoji = try text(.emoji)
    for joined in ["👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏿", "🇪🇸", "1️⃣"] { #expect(emoji.contains(joined), "\(joined)") }
  }

  @Test("has as many contacts, groups and messages")
  func counts() throws {
    let book = try signIn(.contacts).result("/im_chat/api/user_chat_ab/get_users_from_book")
    #expect(book?.count == 5_001)
    #expect(Set(book?.array?.compactMap { $0["name"]?.string } ?? []).count == 501)
    let groups = try #require(try signIn(.groups).result("/im_chat/api/get_sessions_group")?.array)
    #expect(Set(groups.compactMap { $0["groups"]?[0]?["id"]?.integer }).count == 50)
    #expect(Set(groups.compactMap { $0["users"]?.count }) == Set(2...51))
    let session = try #require(try rows("SELECT to_id, count(*) FROM im_chat_message GROUP BY 1 ORDER BY 2 DESC").first)
    #expect(session[1] == "100000")
    let disorder = """
      SELECT count(*) FROM (SELECT create_date <= lag(create_date) OVER (ORDER BY id) AS is_late FROM im_chat_message
        WHERE to_id = \(session[0])) WHERE is_late
      """
    #expect(try rows(disorder) == [["0"]])
    #expect(try rows("SELECT max(create_date) < datetime('now') FROM im_chat_message") == [["1"]])
  }

  @Test("has amounts of one hundred-millionth, of 19 digits, and a total of 20")
  func amounts() throws {
    let wallets = try signIn(.amounts).result("/user/get_wallets_list/1.0/json")?.array
    #expect(wallets?.compactMap { $0["balance"]?.rawText } == ["0.00000001", "92233720368.54775807", "0"])
    let transfers = try signIn(.amounts, in: .june2017).result("/user/transfers")
    #expect(transfers?["total"]?["from"]?.rawText == "184467440737.09551615")
    let debts = try signIn(.debts).result("/user/get_wallets_list/1.0/json")?.array
    #expect(
      debts?.compactMap { $0["balance"]?.rawText } == ["-0.00000001", "-0.01", "-92233720368.54775807", "-15.5"])
  }

  @Test("has an operation due within a minute, whenever one looks", arguments: ["00:00:00", "11:59:01", "23:59:59"])
  func due(_ time: String) throws {
    let server = try TestServer.start(scenario: "edge", clock: "2017-03-03T\(time)Z")
    let dashboard = try server.signIn(EdgeUser.due.login, EdgeScenario.password).post("/partner/dashboard").json
    let next = try #require(dashboard["nearest_operations"]?.array?.compactMap { $0["date"]?.string })
    #expect(next.count == 5)
    let wait = "SELECT strftime('%s', '\(next[0])') - strftime('%s', '2017-03-03 \(time)') BETWEEN 0 AND 59"
    #expect(try server.rows(wait) == [["1"]])
  }

  @Test("has every hour on both sides of midnight, leap days, and cards that have expired")
  func days() throws {
    let caller = try signIn(.midnight)
    let movements = try #require(try caller.result(operations(of: "edge-midnight-1"))?["items"]?.array)
    #expect(movements.count == 50)
    #expect(Set(movements.compactMap { $0["date"]?.string }).count == 2)
    let leap = try signIn(.leap).result(operations(of: "edge-leap-1"), #"{"date_from":"2000-02-29T00:00:00Z"}"#)
    #expect(leap?["items"]?.array?.compactMap { $0["date"]?.string }.filter { $0.hasSuffix("-02-29") }.count == 6)
    let cards = try signIn(.cards).result("/user/get_cards/1.0/json")?.array
    let today = try #require(try rows("SELECT date('now')").first?.first)
    let ends = cards?.compactMap { $0["expiration_date"]?.string } ?? []
    #expect(ends.filter { $0 < today }.count == 3 && ends.count == 7)
    #expect(ends.contains("\(today) 00:00:00") && ends.contains("\(today) 23:59:59"))
  }

  @Test("has a user with nothing at all, and one without a country")
  func nothing() throws {
    let nobody = try signIn(.nothing)
    let dashboard = try #require(try nobody.result("/partner/dashboard"))
    #expect(dashboard["surname"]?.bool == false && dashboard["country_name"]?.bool == false)
    for list in ["accounts", "transactions", "nearest_operations"] { #expect(dashboard[list]?.count == 0, "\(list)") }
    for path in [
      "/user/get_cards/1.0/json", "/im_chat/api/get_sessions", "/im_chat/api/get_sessions_group",
      "/im_chat/api/user_chat_ab/get_users_from_book",
    ] { #expect(try nobody.result(path)?.count == 0, "\(path)") }
    let nowhere = try signIn(.nowhere).result("/partner/dashboard")
    #expect(nowhere?["country_code"]?.bool == false && nowhere?["accounts"]?.count == 2)
  }

  /// Texts that have a form of their own, or that no page shows.
  private static let withoutMarkup: Set<String> = [
    "res_country.code", "res_country.phone_code", "res_currency.name", "res_partner.email", "res_partner.lang",
    "res_partner.tz", "res_users.login", "payment_card.pan_number", "card2card_transfer.card_number",
    "card2card_transfer.email", "im_chat_session.uuid", "helpdesk_ticket.email", "mock_outbox.to",
  ]

  @Test("has markup in every text")
  func markup() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    for table in try Schema.nebeus.descriptions(in: connection) where !table.isDerived {
      let columns = table.columns.filter { $0.type == "text" && $0.choices.isEmpty }.map(\.name)
      for column in columns where !Self.withoutMarkup.contains("\(table.name).\(column)") {
        guard try rows("SELECT count(*) FROM \"\(table.name)\"") != [["0"]] else { continue }
        #expect(
          try rows("SELECT count(*) > 0 FROM \"\(table.name)\" WHERE \"\(column)\" LIKE '%<%>%'") == [["1"]],
          "\(table.name).\(column)")
      }
    }
  }
}
