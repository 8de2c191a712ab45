import JSON
import ServerTestSupport
import TestSupport
import Testing

/// Two texts that show the same, of other bytes: "é" as one code point, and as an e with an accent.
///
/// They are two rows in a table, and two members in JSON. `String` takes them for equal.
@Suite("Two spellings of one character")
struct SpellingTests {
  private static let one = "\u{e9}"
  private static let other = "e\u{301}"

  private static func start(_ tables: String) throws -> TestServer {
    let server = try TestServer.start(scenario: "demo", clock: WritingCall.clock)
    let answer = try server.control("POST", "/databases/nebeus/fixtures", #"{"tables":{\#(tables)}}"#)
    try #require(answer.status == 200, Comment(rawValue: answer.text))
    return server
  }

  /// Tables of users, each with a login and a password.
  private static func users(_ users: [(id: Int, login: String, password: String)]) -> String {
    let partners = users.map { #"{"id":\#($0.id),"name":"U"}"# }
    let rows = users.map {
      #"{"id":\#($0.id),"login":"\#($0.login)","password":"\#($0.password)","partner_id":\#($0.id)}"#
    }
    return #""res_partner":[\#(partners.joined(separator: ","))],"res_users":[\#(rows.joined(separator: ","))]"#
  }

  private static func sessions(of user: Int, _ ids: [String]) -> String {
    ids.map { #"{"id":"\#($0)","user_id":\#(user),"last_used":"2017-03-10 11:00:00"}"# }.joined(separator: ",")
  }

  private static func name(_ session: String, of server: TestServer) throws -> String? {
    let escaped = session.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return try server.visitor().post("/partner/dashboard?session_id=\(escaped)").json["name"]?.string
  }

  @Test("are the sessions of two users, also when they are used in turns")
  func sessions() throws {
    let rows = Self.sessions(of: 6, [Self.one]) + "," + Self.sessions(of: 7, [Self.other])
    let server = try Self.start(#""http_session":[\#(rows)]"#)
    for _ in 0..<2 {
      #expect(try Self.name(Self.one, of: server) == "Lucy")
      #expect(try Self.name(Self.other, of: server) == "Mateo")
    }
  }

  @Test("are hundreds of sessions, each of its own database")
  func databases() throws {
    // As many as make a dictionary grow, and compare the keys that it has.
    let numbers = 0..<500
    let ones = numbers.map { "s\($0)\(Self.one)" }
    let others = numbers.map { "s\($0)\(Self.other)" }
    let server = try Self.start(#""http_session":[\#(Self.sessions(of: 6, ones + others))]"#)
    try server.control("PUT", "/databases/second", #"{"scenario":"demo"}"#)
    let rows = Self.sessions(of: 7, others)
    let answer = try server.control("POST", "/databases/second/fixtures", #"{"tables":{"http_session":[\#(rows)]}}"#)
    #expect(answer.status == 200)
    for number in [0, 250, 499] {
      #expect(try Self.name(ones[number], of: server) == "Lucy")
      #expect(try Self.name(others[number], of: server) == "Mateo")
    }
  }

  @Test("are two passwords")
  func passwords() throws {
    let passwords = [Self.one, Self.other].map { "p\($0)assword-1" }
    let server = try Self.start(
      Self.users(zip([901, 902], passwords).map { id, password in (id, "u\(id)@demo.example", password) }))
    for (id, own, foreign) in [(901, passwords[0], passwords[1]), (902, passwords[1], passwords[0])] {
      #expect(throws: Never.self) { try server.signIn("u\(id)@demo.example", own) }
      #expect(throws: TestServer.NotSignedIn.self) { try server.signIn("u\(id)@demo.example", foreign) }
    }
  }

  @Test("are two chats")
  func chats() throws {
    let uuids = [Self.one, Self.other]
    let sessions = zip(uuids, [(901, 8), (902, 9)]).map { uuid, numbers in
      #"{"id":\#(numbers.0),"uuid":"\#(uuid)","create_date":"2017-03-10 11:00:00","first_user_id":\#(numbers.1),"#
        + #""second_user_id":900}"#
    }
    let server = try Self.start(
      Self.users([(900, "n@demo.example", "demo-password")])
        + #","im_chat_session":[\#(sessions.joined(separator: ","))]"#)
    let caller = try server.signIn("n@demo.example", "demo-password")
    for uuid in uuids + uuids {
      let params = #"{"uuid":"\#(uuid)","message_type":"message","message_content":"to \#(uuid.utf8.count)"}"#
      #expect(try caller.result("/im_chat/post", params) != nil)
    }
    let said = try server.rows("SELECT to_id, message FROM im_chat_message WHERE to_id > 900 ORDER BY to_id, id")
    #expect(said == [["901", "to 2"], ["901", "to 2"], ["902", "to 3"], ["902", "to 3"]])
  }

  @Test("are two unknown parameters")
  func unknownParameters() throws {
    let server = try TestServer.start(clock: WritingCall.clock) { settings, _ in settings.isStrict = true }
    let params = #"{"login":"new@demo.example","\#(Self.one)":1,"\#(Self.other)":1}"#
    let answer = try server.visitor().call("/signup/1.0/json", params)
    #expect(answer.text.contains(#""\u00e9":"#) && answer.text.contains(#""e\u0301":"#), Comment(rawValue: answer.text))
  }

  @Test("are two values, two names, and two users, to look for in the journal")
  func journal() throws {
    let server = try Self.start(
      Self.users([(900, "\(Self.one)@demo.example", "demo-password")])
        + #","http_session":[\#(Self.sessions(of: 900, ["s"]))]"#)
    _ = try server.visitor(["X-Openerp-Session-Id": "s"]).call("/partner/dashboard?q=%C3%A9&%C3%A9=1")
    for (text, status) in [(Self.one, 200), (Self.other, 409)] {
      for member in [#""query":{"q":"\#(text)"}"#, #""query":{"\#(text)":"1"}"#, #""user":"\#(text)@demo.example""#] {
        let pattern = #"{"path":"/partner/dashboard",\#(member)}"#
        #expect(try server.control("POST", "/databases/nebeus/journal/verify", pattern).status == status)
      }
    }
  }
}
