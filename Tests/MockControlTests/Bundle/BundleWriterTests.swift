import Instrumentation
import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@testable import MockControl
@testable import MockServer

@Suite("Writing a bundle")
struct BundleWriterTests {
  private static let path = "/databases/nebeus/bundle"
  private static let countries = "/get_countries/1.0/json"

  private func lines(_ server: TestServer) throws -> [String] {
    let answer = try server.control("GET", Self.path)
    #expect(answer.status == 200 && answer.field("Content-Type") == "application/json")
    return answer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("has a line for what the database was made from, and one for each entry")
  func parts() throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z", seed: 7) { settings, _ in
      settings.isStrict = true
      settings.sameSite = .strict
    }
    let lines = try lines(server)
    #expect(lines.count == 9)
    #expect(lines[0].hasPrefix(#"{"nebeus_mock_bundle":1,"version":""#))
    #expect(
      lines[1].hasPrefix(
        #""database":{"name":"nebeus","revision":"2017-04-11","made_at":"2017-03-03T12:00:00Z","#
          + #""clock":"2017-03-03T12:00:00Z","seed":7,"entropy":"#))
    #expect(
      lines[2] == #""server":{"dialect":"documented","strict":true,"extensions":false,"cookie_same_site":"strict"},"#)
    #expect(lines[3] == #""scenario":{"name":"reference"},"#)
    #expect(lines[4].hasPrefix(#""stand_ins":{"session_prefix":"session-","sessions":1,"scenario_passwords":[""#))
    #expect(lines[5] == #""ends":{"now":"2017-03-03T12:00:00Z","frozen":true},"#)
    #expect(lines[6...] == [#""entries":["#, "]}", ""])
    #expect(throws: Never.self) { try Bundle(parsing: Array(lines.joined(separator: "\n").utf8)) }
  }

  @Test("has null for a clock and a seed that were not given")
  func withoutOptions() throws {
    let line = try lines(try TestServer.start())[1]
    #expect(line.contains(#","clock":null,"seed":null,"entropy":"#))
  }

  @Test("has calls and their answers as they were")
  func entries() throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z")
    let caller = try server.visitor()
    _ = try caller.post("/_db/nebeus" + Self.countries + "?a=b&password=x", "{}")
    try caller.order(#"{"path":"\#(Self.countries)","reset":true}"#)
    _ = try? server.visitor().post(Self.countries, "\u{FF}")
    try server.control("DELETE", "/databases/nebeus/faults")
    _ = try caller.get("/partner/169/profile_image")
    let lines = try lines(server).dropFirst(7).dropLast(2)
    let entries = try lines.map {
      try Document(parsing: Array(($0.hasSuffix(",") ? $0.dropLast() : $0[...]).utf8)).root
    }
    #expect(entries.map { $0["n"]?.integer } == Array(1...6))
    #expect(entries.allSatisfy { $0["at"]?.string == "2017-03-03T12:00:00Z" })
    #expect(
      entries.map { $0.members?.map(\.key).joined(separator: " ") } == [
        "n at call answer", "n at control", "n at held by call", "n at held fault answer", "n at control",
        "n at call answer",
      ])
    let call = try #require(entries[0]["call"])
    #expect(call.members?.map(\.key) == ["method", "target", "address", "headers", "body"])
    #expect(call["target"]?.string?.hasPrefix("/_db/nebeus\(Self.countries)?a=b&password=") == true)
    #expect(call["target"]?.string?.hasSuffix("=x") == false)
    #expect(call["address"]?.string == "http://localhost" && call["body"]?.string == "{}")
    let headers = call["headers"]?.array?.compactMap(\.string)
    #expect(headers == ["Host: localhost", "Content-Type: application/json", "Content-Length: 2"])
    #expect(entries[0]["answer"]?.members?.map(\.key) == ["status", "headers", "body"])
    #expect(entries[0]["answer"]?["headers"]?.rawText == #"["Content-Type: application/json"]"#)
    #expect(entries[1]["control"]?.members?.map(\.key) == ["method", "target", "body"])
    #expect(entries[2]["held"]?.integer == 1 && entries[2]["by"]?.string == "fault")
    #expect(entries[3]["held"]?.integer == 1 && entries[3]["fault"]?.string == "f")
    #expect(entries[3]["answer"]?.isNull == true)
    // The tag of an image stands for its bytes.
    #expect(entries[5]["answer"]?.members?.map(\.key) == ["status", "headers"])
    #expect(entries[5]["answer"]?["headers"]?.array?.contains { $0.string?.hasPrefix("ETag: ") == true } == true)
  }

  @Test("has pages, and hides a short session only where its name says what it is")
  func texts() throws {
    let server = try TestServer.start()
    _ = try server.visitor().get("/web/reset_password?token=none")
    let answer = try server.control("GET", Self.path).json["entries"]?[0]?["answer"]
    #expect(answer?["body"]?.string?.hasPrefix("<!doctype html>") == true)
    let record = JournalRecord(
      at: Timestamp(seconds: 0),
      request: JournalRecord.Request(method: "POST", path: "/a", route: nil, body: [], mediaType: nil), answer: nil,
      microseconds: 1)
    func hidden(_ session: String) -> String {
      let secrets = BundleSecrets(in: [.answered(record, number: nil, sessions: [session])], Array("{}".utf8))
      let text = #"{"session_id":"\#(session)","text":"\#(session)"}"#
      return String(decoding: secrets.answer(Array(text.utf8)), as: UTF8.self)
    }
    #expect(hidden("abc") == #"{"session_id":"session-1","text":"abc"}"#)
    #expect(hidden("a-long-session") == #"{"session_id":"session-1","text":"session-1"}"#)
  }

  @Test("has in Base64 what isn't text")
  func bytes() throws {
    let server = try TestServer.start()
    let client = try RawClient(port: server.port)
    client.owner = server
    try client.send("POST \(Self.countries) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n")
    try client.send([0x80, 0xFF])
    _ = try client.response()
    let call = try server.control("GET", Self.path).json["entries"]?[0]?["call"]
    #expect(call?["base64"]?.string == "gP8=" && call?["body"] == nil)
  }

  @Test("hides an answer that quotes a secret, and no other", arguments: [("password", true), ("name", false)])
  func hidden(_ name: String, _ isHidden: Bool) throws {
    let server = try TestServer.start()
    _ = try server.visitor().post("/signin/1.0/json", #"{"\#(name)":"Secret-Word-1"]"#)
    let answer = try server.control("GET", Self.path).json["entries"]?[0]?["answer"]
    #expect(answer?.members?.map(\.key) == ["status", "headers", isHidden ? "hidden" : "body"])
  }

  @Test("has its scenario's text where it isn't the program's, without the secrets in it")
  func ownScenario() throws {
    let text =
      #"{"tables":{"res_partner":[{"id":1,"name":"A"}],"#
      + #""res_users":[{"id":1,"login":"a@b.example","password":"Secret-Word-1","partner_id":1}]}}"#
    let folder = try TemporaryFolder(["mine.json": text])
    let server = try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    let bundle = try server.control("GET", Self.path).json
    #expect(bundle["scenario"]?.members?.map(\.key) == ["name", "text", "images"])
    let written = try #require(bundle["scenario"]?["text"]?.string)
    #expect(written.count == text.count && written.hasPrefix(#"{"tables":{"res_partner":[{"id":1,"name":"A"}],"#))
    #expect(!written.contains("Secret-Word-1"))
    #expect(bundle["stand_ins"]?["scenario_passwords"]?.rawText == "[]")
  }

  @Test("numbers many entries, of which it is written in pieces", arguments: [63, 64, 65, 130])
  func many(_ count: Int) throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let body = #"{"params":{"filler":"\#(String(repeating: "x", count: 3_000))"}}"#
    for _ in 0..<count { _ = try caller.post(Self.countries, body) }
    let entries = try server.control("GET", Self.path).json["entries"]?.array
    #expect(entries?.map { $0["n"]?.integer } == Array(1...count))
  }

  @Test("calls sessions by a name that occurs nowhere else", arguments: ["session-1", "session-", "session--7"])
  func sessionNames(_ text: String) throws {
    let server = try TestServer.start()
    _ = try server.signIn("igor@nebeus.example")
    _ = try server.visitor().post(Self.countries, #"{"params":{"text":"\#(text)"}}"#)
    let prefix = try server.control("GET", Self.path).json["stand_ins"]?["session_prefix"]?.string
    #expect(prefix == (text == "session-1" ? "session--" : "session-"))
  }
}
