import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("Revisions of the reference")
struct RevisionTests {
  private static let newPaths = [
    "/user/notifications", "/user/get_deposit_methods", "/get_historical_rate", "/user/transfers",
  ]
  private static let scenario = "reference-2017-06"

  private func start(_ isLater: Bool = true, isStrict: Bool = false) throws -> TestServer {
    try TestServer.start(scenario: Self.scenario) { settings, _ in
      settings.revision = isLater ? .june2017 : .april2017
      settings.isStrict = isStrict
    }
  }

  @Test("the server says which one it has", arguments: [(true, "2017-06"), (false, "2017-04-11")])
  func server(_ isLater: Bool, _ revision: String) throws {
    let caller = try start(isLater).visitor()
    #expect(try caller.get("/_mock/server").json["revision"]?.string == revision)
    // Its document is of that one, unless another is asked for.
    for (query, described) in [
      ("", revision), ("?revision=2017-06", "2017-06"), ("?revision=2017-04-11", "2017-04-11"),
    ] {
      let document = try caller.get("/_mock/openapi.json\(query)")
      #expect(document.text.contains("its reference of \(described) has it"), "\(query)")
    }
  }

  @Test("a path that only the later one has is 404 in a database of the earlier one", arguments: newPaths)
  func paths(_ path: String) throws {
    let answer = try start(false).signIn("lynx@nebeus.example").post(path, "{}")
    #expect(answer.status == 404)
    #expect(answer.text.contains("2017-06"))
  }

  @Test("a database has its own, which a reset keeps, and others have the server's")
  func databases() throws {
    let server = try start(false)
    let body = #"{"scenario":"\#(Self.scenario)","revision":"2017-06"}"#
    let put = try server.visitor().send("PUT", "/_mock/databases/later", body, type: "application/json")
    #expect(try put.json["revision"]?.string == "2017-06")
    for _ in 0..<2 {
      for (name, status) in [("later", 200), ("nebeus", 404)] {
        let caller = try server.signIn("lynx@nebeus.example", "reference-password", ["X-Odoo-Database": name])
        #expect(try caller.post("/user/notifications", "{}").status == status)
      }
      #expect(try server.visitor().post("/_mock/databases/later/reset", "").status == 200)
    }
    let wrong = try server.visitor().send(
      "PUT", "/_mock/databases/x", #"{"revision":"2018"}"#, type: "application/json")
    #expect(wrong.status == 400 && wrong.text.contains("revision: should be one of 2017-04-11, 2017-06"))
  }

  @Test("a status is the caller's own, is set by its words in the later one alone, and leaves the state")
  func status() throws {
    let uuid = #""uuid":"91e03d34-1929-4a02-9486-4c3e708686b3""#
    let change = "/im_chat/api/change_session_status"
    let earlier = try start(false).signIn("ocelot@nebeus.example")
    #expect(
      try earlier.post(change, "{\(uuid),\"new_status\":\"archive\"}").json["result"]?["status"]?.string == "error")
    let server = try start()
    let (ocelot, lynx) = (try server.signIn("ocelot@nebeus.example"), try server.signIn("lynx@nebeus.example"))
    func view(_ caller: TestCaller) throws -> [String?] {
      let session = try caller.post("/im_chat/api/get_sessions", "{}").json[0]
      return [session?["status"]?.string, session?["state"]?.string]
    }
    for word in ["archive", "favorite", "folded", "active"] {
      #expect(
        try ocelot.post(change, "{\(uuid),\"new_status\":\"\(word)\"}").json["result"]?["status"]?.string == "success")
    }
    #expect(try view(ocelot) == ["active", "folded"])
    _ = try ocelot.post(change, "{\(uuid),\"new_status\":\"favorite\"}")
    #expect(try view(ocelot) == ["favorite", "folded"])
    #expect(try view(lynx) == ["active", "open"])
    _ = try ocelot.post(change, "{\(uuid)}")
    #expect(try view(ocelot) == ["favorite", "open"])
  }

  @Test("sign-in takes a device in the later one alone")
  func device() throws {
    let params = #"{"login":"lynx@nebeus.example","password":"reference-password","device_type":1,"identifier":"i"}"#
    let call = #"{"jsonrpc":"2.0","method":"call","params":\#(params)}"#
    for isLater in [false, true] {
      let server = try start(isLater, isStrict: true)
      let answer = try server.visitor().post("/signin/1.0/json", call)
      #expect(answer.text.contains("unknown parameter") != isLater)
      #expect(
        try server.rows("SELECT user_id, device_type, identifier FROM res_users_device")
          == (isLater ? [["5", "1", "i"]] : []))
    }
  }

  @Test("the historical rate ends with the present one, and has changes of 30 days alone")
  func rates() throws {
    let server = try start()
    func changes() throws -> [String] {
      // The clock moves by more than a session lives.
      try server.signIn("lynx@nebeus.example").post("/get_historical_rate", "{}").json["result"]?.array?.map(\.rawText)
        ?? []
    }
    let documented = #"{"2017-03-24 21:16:29":0.001133}"#
    #expect(try changes() == [documented])
    try server.change(
      "INSERT INTO res_currency_rate (currency_id, date, rate) VALUES (181, '2017-04-01 00:00:00', '0.001133')")
    #expect(try changes() == [documented])
    try server.change("UPDATE res_currency SET rate = '0.0012' WHERE id = 181")
    #expect(try changes() == [documented, #"{"2017-04-10 08:00:00":0.0012}"#])
    try server.setClock("2017-06-01 00:00:00")
    #expect(try changes() == [#"{"2017-06-01 00:00:00":0.0012}"#])
    try server.change("UPDATE res_currency SET rate = '0.001133' WHERE id = 181")
    #expect(try changes() == [])
  }
  @Test("the historical rate is bitcoin's own, with the changes after the start of the thirty days and up to now")
  func rateBounds() throws {
    let server = try start()
    // Rows of another currency, of the future, at both ends of the time, and of one moment: the latest of those counts.
    try server.change(
      """
      DELETE FROM res_currency_rate;
      INSERT INTO res_currency_rate (currency_id, date, rate) VALUES
        (181, '2017-03-01 00:00:00', '0.001'), (1, '2017-03-20 00:00:00', '0.6'),
        (181, '2017-03-11 08:00:00', '0.0008'), (181, '2017-03-11 08:00:00', '0.0009'),
        (1, '2017-03-11 08:00:00', '0.5'),
        (181, '2017-03-12 00:00:00', '0.0009'), (181, '2017-04-02 00:00:00', '0.002'),
        (181, '2017-04-01 00:00:00', '0.001'), (181, '2017-04-10 08:00:00', '0.0011'),
        (181, '2017-05-01 00:00:00', '0.003');
      UPDATE res_currency SET rate = '0.0012' WHERE id = 181;
      """)
    let answer = try server.signIn("lynx@nebeus.example").post("/get_historical_rate", "{}").json
    #expect(
      answer["result"]?.rawText == #"[{"2017-04-01 00:00:00":0.001},{"2017-04-02 00:00:00":0.002},"#
        + #"{"2017-04-10 08:00:00":0.0011},{"2017-04-10 08:00:00":0.0012}]"#)
  }
  private static let lynx = "(SELECT partner_id FROM res_users WHERE login = 'lynx@nebeus.example')"
  private static let other = "(SELECT min(id) FROM res_partner WHERE id <> \(lynx))"

  /// What a path answers Lynx after a change of the state.
  private func result(_ path: String, _ params: String = "{}", after change: String) throws -> JSONValue {
    let server = try start()
    try server.change(change)
    return try #require(try server.signIn("lynx@nebeus.example").post(path, params).json["result"])
  }

  @Test("the notifications are the caller's five newest, and the count is that of all unread ones of the caller's")
  func notifications() throws {
    let answer = try result(
      "/user/notifications",
      after: """
        DELETE FROM mail_notification;
        INSERT INTO mail_notification (id, partner_id, date, is_read, subject) VALUES
          (1, \(Self.lynx), '2017-04-01 00:00:00', 0, 'a'), (2, \(Self.lynx), '2017-04-03 00:00:00', 1, 'b'),
          (3, \(Self.lynx), '2017-04-03 00:00:00', 0, 'c'), (4, \(Self.lynx), '2017-04-02 00:00:00', 0, 'd'),
          (5, \(Self.lynx), '2017-04-05 00:00:00', 0, 'e'), (6, \(Self.lynx), '2017-04-04 00:00:00', 1, 'f'),
          (7, \(Self.other), '2017-04-06 00:00:00', 0, 'g');
        """)
    #expect(answer["messages"]?.array?.map { $0["msg_id"]?.integer } == [5, 6, 3, 2, 4])
    #expect(answer["new_count"]?.integer == 4)
  }

  @Test(
    "the deposit methods are those of the caller's company by id, or those in one currency",
    arguments: [("{}", [7, 8]), (#"{"currency":"BTC"}"#, [7]), (#"{"currency":"XXX"}"#, [])])
  func depositMethods(_ params: String, _ ids: [Int]) throws {
    let company = "(SELECT company_id FROM res_users WHERE login = 'lynx@nebeus.example')"
    let answer = try result(
      "/user/get_deposit_methods", params,
      after: """
        DELETE FROM deposit_method;
        INSERT INTO res_company (id, name) VALUES (77, 'Other');
        INSERT INTO deposit_method (id, company_id, currency_id, name) VALUES
          (8, \(company), 1, 'a'), (7, \(company), 181, 'b'), (9, 77, 1, 'c');
        """)
    #expect(answer["deposit_methods"]?.array?.map { $0["id"]?.integer } == ids)
  }

  @Test("a deposit method has each of its texts in the field of that name")
  func depositTexts() throws {
    let names = [
      "bank_name", "bank_country", "bank_street", "bank_city", "bic", "int_bank_account", "int_bank_swift", "int_bank",
      "account_number", "account_owner", "bank_code", "bank_zip", "external_notes", "help", "reference",
    ]
    let texts = names.map { "\($0) = '\($0)'" }.joined(separator: ", ")
    let answer = try result(
      "/user/get_deposit_methods",
      after: """
        UPDATE deposit_method SET name = 'deposit_method', currency_id = 181, \(texts);
        UPDATE res_currency SET symbol = 'B' WHERE id = 181;
        """)
    let method = try #require(answer["deposit_methods"]?[0])
    for name in names + ["deposit_method"] { #expect(method[name]?.string == name) }
    #expect(method["currency"]?.string == "BTC" && method["currency_symbol"]?.string == "B")
  }

  @Test("the transfers are those that the caller has sent or received, each once, and their totals")
  func transfers() throws {
    let rows = [
      "1, \(Self.lynx), NULL, NULL, 'Ann', '2017-04-10 06:00:01', 100000000, 'a'",
      "2, NULL, 'Bob', \(Self.lynx), NULL, '2017-04-10 07:00:00', 200000000, 'b'",
      "3, NULL, 'Bob', \(Self.lynx), NULL, '2017-04-10 07:00:00', 300000000, 'c'",
      "4, \(Self.lynx), NULL, \(Self.lynx), NULL, '2017-04-09 08:00:00', 400000000, 'd'",
      "5, \(Self.other), NULL, \(Self.other), NULL, '2017-04-10 07:00:00', 500000000, 'e'",
      "6, NULL, 'Bob', \(Self.lynx), NULL, '2017-04-11 00:00:00', 600000000, 'f'",
    ]
    let answer = try result(
      "/user/transfers",
      after: """
        DELETE FROM account_transfer;
        INSERT INTO account_transfer (id, sender_id, sender_name, recipient_id, recipient_name, create_date,
          amount_out_base, operation_ref, amount_in, currency_in_id, amount_out, currency_out_id) VALUES
          \(rows.map { "(\($0), 0, 1, 0, 181)" }.joined(separator: ", "));
        """)
    let items = answer["items"]?.array ?? []
    #expect(
      items.map { "\($0["operation_id"]?.string ?? "") \($0["direction"]?.string ?? "") \($0["age"]?.string ?? "")" }
        == [
          "f to 0 hours ago", "c to 1 hour ago", "b to 1 hour ago", "a from 1 hour ago", "d from 24 hours ago",
        ])
    #expect(answer["total"]?.rawText == #"{"currency":"EUR","from":5,"to":11}"#)
    #expect(items.last?["sender"]?["name"]?.string == "Lucid Lynx")
    #expect(items.first?["sender"]?.rawText == #"{"country_code":"_blank","email":false,"name":"Bob"}"#)
  }
}
