import JSON
import JSONRPC
import MockControl
import NebeusAPI
import ServerTestSupport
import TestSupport
import Testing

@Suite("…/coverage")
struct CoverageTests {
  /// One endpoint's part of a report.
  private struct Part {
    let calls: Int
    let refused: Int
    let faults: Int
    let seen: Set<String>
    let unseen: Set<String>
  }

  /// What a report says of an endpoint, each item as `given login`.
  private func part(_ path: String, in report: RawResponse) throws -> Part {
    let row = try #require(try report.json["endpoints"]?.array?.first { $0["path"]?.string == path })
    let items = try #require(row["items"]?.array)
    func names(_ isSeen: Bool) -> Set<String> {
      Set(items.filter { $0["seen"]?.bool == isSeen }.map { "\($0["kind"]?.string ?? "") \($0["name"]?.string ?? "")" })
    }
    return Part(
      calls: row["calls"]?.integer ?? -1, refused: row["refused"]?.integer ?? -1, faults: row["faults"]?.integer ?? -1,
      seen: names(true), unseen: names(false))
  }

  private static let signIn = "/signin/1.0/json"
  private static let history = "/im_chat/api/history"

  @Test("names every endpoint and image that there is, under its own index")
  func catalogue() {
    #expect(
      CoverageCatalogue.targets.map(\.path) == API.endpoints.map(\.path) + API.images.map(\.path)
        + API.extensions.flatMap(\.endpoints).map(\.path))
    for target in CoverageCatalogue.targets {
      for revision in Revision.allCases {
        let names = target.items.filter { $0.revisions.contains(revision) }.map { "\($0.kind) \($0.name)" }
        #expect(Set(names).count == names.count, "\(target.path) has an item twice")
      }
    }
  }

  @Test("has nothing of what was never called, and shows that first")
  func untouched() throws {
    let server = try TestServer.start()
    _ = try server.signIn("igor@nebeus.example")
    let report = try server.control("GET", "/coverage").json
    #expect(report["calls"]?.integer == 1)
    let paths = report["endpoints"]?.array?.compactMap { $0["path"]?.string } ?? []
    #expect(paths.count == API.endpoints(in: .first).count + API.images.count && paths.last == Self.signIn)
    #expect(report["endpoints"]?[0]?["seen"]?.integer == 0)
  }

  @Test("counts arguments, refusals and the answer's properties")
  func signIn() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    var part = try part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(part.calls == 1 && part.refused == 0)
    #expect(
      part.seen.isSuperset(of: [
        "accepted ", "given login", "given password", "field session_id", "field user_context.lang",
      ])
    )
    #expect(part.unseen.isSuperset(of: ["missing login", "refused login", "missing password", "fault "]))
    _ = try caller.post(Self.signIn, #"{"login":"","password":"x"}"#)
    _ = try caller.post(Self.signIn, #"{"login":"igor@nebeus.example","password":"wrong"}"#)
    part = try self.part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(part.calls == 3 && part.refused == 2)
    #expect(part.seen.isSuperset(of: ["missing login", "refused login"]) && part.unseen.contains("missing password"))
  }

  @Test("counts each refusal that the endpoint lists by its message, though they are of one argument")
  func messages() throws {
    let server = try TestServer.start(scenario: "reference-book")
    let caller = try server.signIn("igor@nebeus.example")
    let path = "/im_chat/api/user_chat_ab/add_users"
    let listed = ["There is no user {id}", "There are no users {ids}", "You can't add yourself"]
    func met() throws -> [String] {
      let part = try part(path, in: try server.control("GET", "/coverage"))
      #expect(part.seen.union(part.unseen).count(where: { $0.hasPrefix("refused_with ") }) == listed.count)
      return listed.filter { part.seen.contains("refused_with \($0)") }
    }
    _ = try caller.post(path, #"{"user_ids":5000}"#)
    #expect(try met() == [])
    _ = try caller.post(path, #"{"user_ids":[5000]}"#)
    #expect(try met() == [listed[0]])
    _ = try caller.post(path, #"{"user_ids":[5000,5001]}"#)
    #expect(try met() == [listed[0], listed[1]])
  }

  @Test("counts the refusals of a deal, which are of no argument")
  func deal() throws {
    let exchanger = try Exchanger()
    _ = try exchanger.caller.post(Exchanger.buyPath, Exchanger.purchase(["deposit_amount": "1"]))
    let part = try part(Exchanger.buyPath, in: try exchanger.server.control("GET", "/coverage"))
    #expect(part.seen.contains("refused_with The amounts are over one percent off the current rate"))
    #expect(part.unseen.contains("refused_with The amount is over the daily limit: {limit} EUR are left"))
  }

  @Test("has the extensions where the server shows them", arguments: [false, true])
  func extensions(_ isShown: Bool) throws {
    let server = try TestServer.start(scenario: "reference-chat") { settings, _ in settings.allowsExtensions = isShown }
    let path = "/longpolling/poll"
    _ = try server.signIn("lynx@nebeus.example").post(path, #"[{"params":{"last":0}}]"#)
    let report = try server.control("GET", "/coverage")
    let row = try report.json["endpoints"]?.array?.first { $0["path"]?.string == path }
    guard isShown else { return #expect(row == nil) }
    #expect(row?["calls"]?.integer == 1)
    #expect(try part(path, in: report).seen.isSuperset(of: ["accepted ", "given last", "omitted channels"]))
  }

  @Test("distinguishes an argument left out from one given, and the values of a choice")
  func arguments() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn("ocelot@nebeus.example")
    let path = "/im_chat/post"
    _ = try caller.post(path, #"{"uuid":"no-such","message_type":"typing","message_content":"a"}"#)
    let post = try part(path, in: try server.control("GET", "/coverage"))
    #expect(post.seen.contains("value message_type=typing") && post.unseen.contains("value message_type=message"))
    #expect(post.seen.contains("refused uuid") && post.unseen.contains("accepted "))
    _ = try caller.post(Self.history, #"{"uuid":"no-such","limit":5}"#)
    let history = try part(Self.history, in: try server.control("GET", "/coverage"))
    #expect(history.seen.isSuperset(of: ["given limit", "omitted last_ID"]))
    #expect(history.unseen.isSuperset(of: ["omitted limit", "given last_ID"]))
  }

  @Test("distinguishes a call without a session from one with an expired session")
  func sessions() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    _ = try caller.post(Self.history, #"{"uuid":"a"}"#)
    var part = try part(Self.history, in: try server.control("GET", "/coverage"))
    #expect(part.seen == ["session missing"])
    caller.fields["X-Openerp-Session-Id"] = "nobody"
    _ = try caller.post(Self.history, #"{"uuid":"a"}"#)
    part = try self.part(Self.history, in: try server.control("GET", "/coverage"))
    #expect(part.seen == ["session missing", "session expired"] && part.refused == 2)
  }

  @Test("counts both steps of a call that takes two")
  func steps() throws {
    let exchanger = try Exchanger()
    func part() throws -> Part {
      try self.part(Exchanger.buyPath, in: try exchanger.server.control("GET", "/databases/nebeus/coverage"))
    }
    let sent = try exchanger.code(Exchanger.buyPath, Exchanger.purchase())
    #expect(try part().seen.contains("step first") && part().unseen.contains("step second"))
    _ = try exchanger.caller.post(
      Exchanger.buyPath, Exchanger.purchase(["code_id": sent.id, "code": sent.code + "0"]))
    #expect(try part().unseen.contains("step second"))
    _ = try exchanger.caller.post(Exchanger.buyPath, Exchanger.purchase(["code_id": sent.id, "code": sent.code]))
    #expect(try part().seen.contains("step second"))
  }

  @Test("counts the properties in lists only where one was other than empty")
  func fields() throws {
    let server = try TestServer.start(scenario: "empty")
    let caller = try server.visitor()
    let path = "/get_countries/1.0/json"
    try server.change("UPDATE res_country SET active = 0")
    _ = try caller.post(path)
    #expect(try part(path, in: try server.control("GET", "/coverage")).unseen.contains { $0.hasPrefix("field ") })
    try server.change("UPDATE res_country SET active = 1")
    for _ in 0..<3 { _ = try caller.post(path) }
    let part = try part(path, in: try server.control("GET", "/coverage"))
    #expect(part.calls == 4 && !part.unseen.contains { $0.hasPrefix("field ") })
  }

  @Test("looks at each call of a batch, in either dialect", arguments: ["documented", "jsonrpc"])
  func batch(_ dialect: String) throws {
    let server = try TestServer.start()
    let caller = try server.visitor(["Prefer": "dialect=\(dialect)"])
    let good = #"{"params":{"login":"igor@nebeus.example","password":"reference-password"}}"#
    _ = try caller.post(Self.signIn, "[\(good),{\"params\":{\"login\":\"a\"}},5]")
    let part = try part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(part.calls == 3 && part.refused == 2)
    #expect(part.seen.isSuperset(of: ["accepted ", "missing password", "field session_id"]))
    #expect(part.unseen.contains("missing login"))
  }

  @Test(
    "counts faults, and nothing of a call that one answered",
    arguments: [#""status":503"#, #""error":{"code":1,"message":"a"}"#])
  func faults(_ kind: String) throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/signin/1.0/json",\#(kind),"times":1}"#)
    let params = #"{"login":"igor@nebeus.example","password":"reference-password"}"#
    _ = try caller.post(Self.signIn, params)
    let struck = try part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(struck.calls == 1 && struck.faults == 1 && struck.seen == ["fault "])
    _ = try caller.post(Self.signIn, params)
    let after = try part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(after.calls == 2 && after.faults == 1 && after.seen.contains("accepted "))
  }

  @Test("counts images, and names that there are not")
  func images() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let path = try #require(API.images.first?.path)
    _ = try caller.get(path.replacing("{partner_id}", with: "999999"))
    #expect(try part(path, in: try server.control("GET", "/coverage")).seen == ["not_found "])
  }

  @Test("outlives resets and deletions, and is kept by database and in all")
  func lifetime() throws {
    let server = try TestServer.start()
    func calls(_ path: String) throws -> Int? { try server.control("GET", path).json["calls"]?.integer }
    for name in ["one", "two"] {
      _ = try server.visitor(["X-Odoo-Database": name]).post("/get_countries/1.0/json")
    }
    try server.control("POST", "/databases/one/reset")
    _ = try server.visitor(["X-Odoo-Database": "one"]).post("/get_countries/1.0/json")
    try server.control("DELETE", "/databases/one")
    #expect(try calls("/databases/one/coverage") == 2)
    #expect(try calls("/databases/two/coverage") == 1 && calls("/coverage") == 3)
    #expect(try server.control("DELETE", "/databases/one/coverage").status == 204)
    #expect(try calls("/databases/one/coverage") == 0 && calls("/coverage") == 1)
    #expect(try server.control("DELETE", "/coverage").status == 204)
    #expect(try calls("/coverage") == 0)
    #expect(try server.control("GET", "/databases/never/coverage").status == 404)
    #expect(try server.control("DELETE", "/databases/never/coverage").status == 404)
  }

  @Test("has the endpoints of the database's revision, and in all databases those of the server's")
  func revision() throws {
    let server = try TestServer.start()
    let later = try #require(API.endpoints.first { $0.since == .june2017 })
    for (name, revision) in [("april", "2017-04-11"), ("june", "2017-06")] {
      try server.control("PUT", "/databases/\(name)", #"{"revision":"\#(revision)"}"#)
      _ = try server.visitor(["X-Odoo-Database": name]).post("/get_countries/1.0/json")
    }
    func has(_ path: String) throws -> Bool {
      try server.control("GET", path).json["endpoints"]?.array?.contains { $0["path"]?.string == later.path } ?? false
    }
    #expect(try has("/databases/june/coverage"))
    #expect(try !has("/databases/april/coverage") && !has("/coverage"))
  }

  /// Rows of a report, each as its path, what was seen and what there is.
  private func report(_ rows: [(path: String, seen: Int, items: Int)]) throws -> CoverageReport {
    let endpoints = rows.map { path, seen, items in
      let items = (0..<items).map { #"{"kind":"given","name":"a","seen":\#($0 < seen)}"# }
      return #"{"path":"\#(path)","items":[\#(items.joined(separator: ","))]}"#
    }
    let json = #"{"endpoints":[\#(endpoints.joined(separator: ","))]}"#
    return try #require(CoverageReport(try Document(parsing: Array(json.utf8)).root))
  }

  @Test("has what nobody called first, the largest of it first, then what was least exercised")
  func order() throws {
    let report = try report([
      ("half", 1, 2), ("small", 0, 1), ("large", 0, 3), ("other", 0, 3), ("also half", 2, 4), ("quarter", 1, 4),
    ])
    #expect(report.endpoints.map(\.path) == ["large", "other", "small", "quarter", "half", "also half"])
    #expect(report.seen == 4 && report.items == 17 && "\(report.percent)" == "23.5")
    #expect(report.reaches(percent: 23) && !report.reaches(percent: 24))
  }

  @Test("is read from what a server has answered, whatever that leaves out")
  func read() throws {
    let json =
      #"{"endpoints":[{"path":"/a","calls":5,"refused":2,"faults":1,"summary":"S","chapter":"C","items":["#
      + #"{"kind":"given","name":"n","seen":true},{"kind":"nothing"},{"kind":"omitted"}]},{"path":"/b","items":[]}]}"#
    let report = try #require(CoverageReport(try Document(parsing: Array(json.utf8)).root))
    let (first, second) = (report.endpoints[0], report.endpoints[1])
    #expect([first.calls, first.refused, first.faults] == [5, 2, 1] && [first.summary, first.chapter] == ["S", "C"])
    #expect(first.items.map { "\($0.kind) \($0.name) \($0.isSeen)" } == ["given n true", "omitted  false"])
    #expect([second.calls, second.refused, second.faults] == [0, 0, 0] && second.summary + second.chapter == "")
    #expect("\(first.percent) \(second.percent)" == "50 100")
    for text in ["{}", #"{"endpoints":[{}]}"#, #"{"endpoints":[{"path":"/a"}]}"#] {
      #expect(CoverageReport(try Document(parsing: Array(text.utf8)).root) == nil, "\(text)")
    }
  }

  @Test("counts many calls that all differ, though it keeps few of them")
  func many() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    for number in 0..<600 { _ = try caller.post(Self.signIn, #"{"login":"\#(number)","password":"a"}"#) }
    let part = try part(Self.signIn, in: try server.control("GET", "/coverage"))
    #expect(part.calls == 600 && part.refused == 600 && part.seen.contains("refused login"))
  }

  @Test("counts calls that come after it was requested, and after it was cleared")
  func later() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    func part() throws -> Part { try self.part(Self.signIn, in: try server.control("GET", "/coverage")) }
    _ = try caller.post(Self.signIn, #"{"login":"a","password":"b"}"#)
    #expect(try part().calls == 1 && part().unseen.contains("missing password"))
    for _ in 0..<3 { _ = try caller.post(Self.signIn, #"{"login":"a"}"#) }
    #expect(try part().calls == 4 && part().refused == 4 && part().seen.contains("missing password"))
    #expect(try server.control("DELETE", "/coverage").status == 204)
    _ = try caller.post(Self.signIn, #"{"login":"a"}"#)
    #expect(
      try part().calls == 1 && part().seen.contains("missing password") && part().unseen.contains("refused login"))
    // Calls with the same bytes and no failure are counted, not looked at.
    for _ in 0..<3 { _ = try caller.post("/get_countries/1.0/json", "{}") }
    #expect(try self.part("/get_countries/1.0/json", in: try server.control("GET", "/coverage")).calls == 3)
  }
}
