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
}
