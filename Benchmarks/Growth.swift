import MockServer
import NebeusAPI
import NebeusSchema
import Store
import Time

/// What a call costs when its user has a thousand rows of everything, and when there are a million.
enum Growth {
  private static let calls: [(name: String, path: String, params: String)] = [
    ("chat: post", "/im_chat/post", #"{\#(uuid),"message_type":"message","message_content":"Hello"}"#),
    ("chat: history, 20 latest", "/im_chat/api/history", "{\(uuid)}"),
    ("chat: history, 20 in the middle", "/im_chat/api/history", #"{\#(uuid),"last_ID":700}"#),
    ("chat: init", "/im_chat/api/init", #"{"name":""}"#),
    ("chat: get_sessions", "/im_chat/api/get_sessions", "{}"),
    ("chat: get_sessions_group", "/im_chat/api/get_sessions_group", "{}"),
    ("chat: get_or_create_session", "/im_chat/api/get_or_create_session", #"{"user_to":7}"#),
    ("chat: change_session_status", "/im_chat/api/change_session_status", "{\(uuid)}"),
    ("address book: get_all_users", "/im_chat/api/user_chat_ab/get_all_users", "{}"),
    ("address book: get_users_from_book", "/im_chat/api/user_chat_ab/get_users_from_book", "{}"),
    ("dashboard", "/partner/dashboard", "{}"),
    ("dashboard: graphic", "/dashboard/graphic", "{}"),
    ("accounts: wallets", "/user/get_wallets_list/1.0/json", "{}"),
    ("accounts: operations of 30 days", "/user/accounts/{account_id}/operations/", "{}"),
    ("card2card: search", "/card2card/search/1.0/json", #"{"query":"anna"}"#),
    ("exchange: buy limit", "/btc/get_buy_limit/1.0/json", "{}"),
    ("countries (no table that grows)", "/get_countries/1.0/json", "{}"),
  ]

  private static let sizes = [1_000, 1_000_000]
  private static let uuid = #""uuid":"325d8b4a-6eef-4c57-ab59-7f442625c029""#
  private static let wallet = "91793650122"

  static func measure() throws {
    let callers = try sizes.map(caller)
    let rows = try calls.map { call in
      let costs = try CPUTime.microseconds(
        callers.map { caller in { try caller.call(call.path, call.params, code: wallet) } })
      return [call.name] + costs.map { Table.number($0) } + [Table.number(costs[1] / costs[0], 2)]
    }
    Table.print(["µs of CPU a call", "1,000 rows", "1,000,000 rows", "ratio"], rows)
  }

  /// Lucy, in a database where she has so many rows of everything.
  private static func caller(_ size: Int) throws -> Caller {
    let databases = Databases(
      DatabaseSettings(
        schema: .nebeus, library: SeedLibrary(), scenario: "demo", clock: Timestamp("2017-03-10T12:00:00Z"), seed: 1,
        hash: Password.hash
      ))
    let database = try databases.database(.standard)
    try database.withState { state in
      try state.connection.transaction {
        for table in GrownTable.all { try table.grow(by: size, in: state) }
      }
    }
    return try Caller("lucy@demo.example", "demo-password", in: database)
  }
}
