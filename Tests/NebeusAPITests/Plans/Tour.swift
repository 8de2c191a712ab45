import JSON
import ServerTestSupport
import TestSupport

/// A call of every endpoint and page, each in a way that does all its work.
struct Tour {
  /// The statements that the calls prepared, and their plans.
  private(set) var plans: [String: [String]] = [:]
  /// The routes that answered with what they are for.
  private(set) var done: Set<String> = []
  private(set) var failures: [String] = []

  init() throws {
    try visitDemo()
    try moveMoney()
    try sendToCards()
  }

  private mutating func visitDemo() throws {
    let server = try TestServer.start(scenario: "demo", seed: 1) { settings, _ in settings.revision = .latest }
    let visitor = try server.visitor()
    try call(visitor, "/get_countries/1.0/json")
    try call(visitor, "/signup/1.0/json", NewUser(["device_type": "1"]).json)
    try call(visitor, "/reset_password/1.0/json", #"{"login":"mateo@demo.example"}"#)
    try call(visitor, "/helpdesk/message", #"{"login":"a@b.example","name":"Ann","message":"Help"}"#)
    for path in ["/partner/31/profile_image", "/partner/31/profile_image/big", "/assets/svg/i_country-gb.svg"] {
      if try visitor.get(path).status != 200 { failures.append(path) }
    }
    let link = try server.rows("SELECT link FROM mock_outbox WHERE link IS NOT NULL").first?.first ?? ""
    let page = String(link.dropFirst("http://localhost".count))
    _ = try visitor.get(page)
    _ = try visitor.post(
      page, "password=another+one&confirm_password=another+one", type: "application/x-www-form-urlencoded")
    try call(visitor, "/signin/1.0/json", #"{"login":"lucy@demo.example","password":"demo-password"}"#)
    let lucy = try server.signIn("lucy@demo.example", "demo-password")
    try chat(lucy)
    try call(lucy, "/partner/dashboard")
    try call(lucy, "/dashboard/graphic")
    try call(lucy, "/user/get_wallets_list/1.0/json")
    try call(lucy, "/user/accounts/91793650122/operations/", route: "/user/accounts/{account_id}/operations/")
    try call(lucy, "/user/get_cards/1.0/json")
    try call(lucy, "/card2card/search/1.0/json", #"{"query":"a"}"#)
    try call(lucy, "/btc/get_buy_limit/1.0/json")
    try call(lucy, "/utils/get_buy_currencies/1.0/json")
    try call(lucy, "/utils/get_sell_currencies/1.0/json")
    for path in ["/user/notifications", "/user/get_deposit_methods", "/user/transfers", "/get_historical_rate"] {
      try call(lucy, path)
    }
    try call(lucy, "/logout/1.0/json")
    try note(server)
  }

  private mutating func chat(_ lucy: TestCaller) throws {
    let uuid = #""uuid":"325d8b4a-6eef-4c57-ab59-7f442625c029""#
    try call(lucy, "/im_chat/api/init", #"{"name":""}"#)
    try call(lucy, "/im_chat/api/get_sessions", #"{"user_to":7,"state":"open"}"#)
    try call(lucy, "/im_chat/api/get_sessions_group", #"{"group":1}"#)
    for document in ["", #","doc_model":"res.partner","doc_id":33"#] {
      try call(lucy, "/im_chat/api/get_or_create_session", #"{"user_to":17\#(document)}"#)
      try call(lucy, "/im_chat/api/get_or_create_session_group", #"{"group":1\#(document)}"#)
    }
    try call(lucy, "/im_chat/post", "{\(uuid),\"message_type\":\"message\",\"message_content\":\"Hello\"}")
    try call(lucy, "/im_chat/api/history", "{\(uuid)}")
    try call(lucy, "/im_chat/api/change_session_status", "{\(uuid)}")
    try call(lucy, "/im_chat/api/user_chat_ab/get_all_users")
    try call(lucy, "/im_chat/api/user_chat_ab/get_users_from_book")
    try call(lucy, "/im_chat/api/user_chat_ab/add_users", #"{"user_ids":[7,8]}"#)
    try call(lucy, "/im_chat/api/user_chat_ab/remove_users", #"{"user_ids":[7]}"#)
    try call(
      lucy, "/im_chat/api/user_chat_ab/add_partner",
      #"{"parent_partner_id":31,"child_partner_id":40}"#)
  }

  private mutating func moveMoney() throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE res_partner SET buy_limit = 100000000000 WHERE id = 301")
    for (path, params) in [
      (Exchanger.buyPath, Exchanger.purchase), (Exchanger.sellPath, Exchanger.sale),
    ] {
      let (id, code) = try vera.code(path, params([:]))
      _ = try vera.caller.call(path, params(["code_id": id, "code": "wrong"]))
      try call(vera.caller, path, params(["code_id": id, "code": code]))
    }
    try call(vera.caller, Exchanger.buyPath, Exchanger.cardPurchase(["save_card": "1"]))
    try call(vera.caller, Exchanger.buyPath, Exchanger.purchase(["payment_id": "4"]))
    try note(vera.server)
  }

  private mutating func sendToCards() throws {
    let tom = try Transferrer()
    try call(tom.caller, Transferrer.path, Transferrer.transfer())
    let known = try tom.server.rows("SELECT max(id) FROM card2card_transfer").first?.first ?? ""
    let leftOut = ["country_id", "card_number", "email", "cardholder_name"].map { ("recipient_\($0)", "-") }
    try call(
      tom.caller, Transferrer.path,
      Transferrer.transfer(Dictionary(leftOut + [("recipient_id", "\"\(known)\"")]) { $1 }))
    try call(tom.caller, Transferrer.path, Transferrer.cardTransfer(["save_card_data": "1"]))
    try note(tom.server)
  }

  private mutating func call(
    _ caller: TestCaller, _ path: String, _ params: String = "{}", route: String? = nil
  ) throws {
    let answer = try caller.call(path, params)
    let result = try answer.json["result"] ?? answer.json[0]?["result"] ?? answer.json
    if answer.status == 200, result["error"] == nil, result["message"] == nil, result["errors"] == nil {
      done.insert(route ?? path)
    } else {
      failures.append("\(path): \(answer.text)")
    }
  }

  private mutating func note(_ server: TestServer) throws {
    plans.merge(try server.queryPlans()) { first, _ in first }
  }
}
