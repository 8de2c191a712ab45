import Basics
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import HTTP
@testable import MockServer
@testable import OdooHTTP

@Suite("What a request says besides its body is kept for the next one that says the same")
struct CallHeadTests {
  private static let text = "GET /get_countries/1.0/json HTTP/1.1\r\nHost: mock\r\nPrefer: one\r\n\r\n"

  private static func withRequest<Result>(
    _ text: String, from client: String = "10.0.0.1", port: UInt16 = 1, _ body: (borrowing Request) throws -> Result
  ) throws -> Result {
    let client = try #require(Address(client, port: port))
    var bytes = Array(text.utf8)
    return try bytes.withMutableBytes { bytes in
      var parser = RequestParser(bodyLimit: 1024)
      guard case .complete = parser.parse(bytes) else { throw Unreadable() }
      return try body(Request(parser, bytes.bytes, remote: client))
    }
  }

  private struct Unreadable: Error {}

  private static func head(of request: borrowing Request) -> CallHead {
    CallHead(request, route: nil, address: PublicAddress(scheme: "http", authority: "mock"))
  }

  /// Whether a place that has the head of `text`, from port 1 of 10.0.0.1, finds it for that request.
  private static func finds(_ other: String, from client: String = "10.0.0.1", port: UInt16 = 1) throws -> Bool {
    let place = CallHeadCache.Place()
    let kept = try withRequest(text) { request in
      let head = head(of: request)
      place.keep(head, of: request)
      return head
    }
    return try withRequest(other, from: client, port: port) { place.head(of: $0) === kept }
  }

  @Test("is the same head, whatever the client's port and the body")
  func same() throws {
    #expect(try Self.finds(Self.text))
    #expect(try Self.finds(Self.text, port: 2))
    #expect(try Self.finds(Self.text + "another request"))
  }

  @Test(
    "is not that of a request that says something else",
    arguments: [
      ("GET", "PUT"), ("1.0", "1.1"), ("json ", "json? "), ("one", "two"), ("one", "ones"), ("Prefer", "prefer"),
      ("one", "one\r\nA: b"),
    ])
  func other(_ part: String, _ replacement: String) throws {
    #expect(try !Self.finds(Self.text.replacing(part, with: replacement)))
  }

  @Test(
    "nor that of a client at another address", arguments: ["10.0.0.2", "127.0.0.1", "::1"])
  func client(_ client: String) throws {
    #expect(try !Self.finds(Self.text, from: client))
  }

  @Test("has a place unless it is longer than a kilobyte", arguments: [(1024, true), (1025, false)])
  func length(_ count: Int, _ isKept: Bool) throws {
    let rest = count - Self.text.utf8.count
    let text = Self.text.replacing("one", with: "one" + String(repeating: "x", count: rest))
    #expect(try Self.withRequest(text + "body") { CallHeadCache().place(of: $0) != nil } == isKept)
  }

  @Test("also where more clients call than have a place, in turns, and each is itself")
  func turns() throws {
    let server = try TestServer.start(scenario: "demo", clock: WritingCall.clock)
    let rows = (0..<600).map {
      #"{"id":"session-\#($0)","user_id":\#(6 + $0 % 2),"last_used":"2017-03-10 11:00:00"}"#
    }
    let tables = #"{"tables":{"http_session":[\#(rows.joined(separator: ","))]}}"#
    try #require(try server.control("POST", "/databases/nebeus/fixtures", tables).status == 200)
    let caller = try server.visitor()
    for _ in 0..<2 {
      for number in 0..<600 {
        caller.fields["X-Openerp-Session-Id"] = "session-\(number)"
        #expect(try caller.post("/partner/dashboard").json["name"]?.string == (number % 2 == 0 ? "Lucy" : "Mateo"))
      }
    }
  }

  @Test("and each of its bodies is read")
  func bodies() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    for login in ["igor@nebeus.example", "nono@nebeus.example"] {
      _ = try caller.post("/reset_password/1.0/json", #"{"login":"\#(login)"}"#)
    }
    let bodies = try server.control("GET", "/databases/nebeus/journal").json.array?.map {
      $0["params"]?["login"]?.string
    }
    #expect(bodies == ["igor@nebeus.example", "nono@nebeus.example"])
  }
}
