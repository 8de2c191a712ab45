import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("Response")
struct ResponseTests {
  private static func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
  }

  private struct Broken: Error {}

  private static let routes: [Route] = [
    Route(.get, "/fields") { _, response in
      response.setField(.cacheControl, "no-store" as String)
      response.setField(.location, "/a" as String)
      response.setField(.cacheControl, "no-cache")
      response.setField(.setCookie, "a=1")
      response.setField(.retryAfter, "1\r\nSplit: yes" as String)
      response.setField(.contentLength, "7")
      response.contentType = "text/plain"
      response.setField(.contentType, "text/x" as String)
    },
    Route(.get, "/nothing") { _, response in response.status = .noContent },
    Route(.get, "/tagged") { _, response in
      response.contentType = "image/png"
      response.entityTag = "\"v1\""
      response.body.append("picture")
    },
    Route(.get, "/throws") { _, response in
      response.body.append("secret")
      throw Broken()
    },
    Route(.get, "/stream/{count}") { request, response in
      var left = Int(request.parameter("count") ?? "") ?? 0
      response.body.append("start ")
      response.stream { piece in
        left -= 1
        piece.append("\(left) ")
        return left > 0
      }
    },
    Route(.get, "/broken-stream") { _, response in
      var isFirst = true
      response.stream { piece in
        guard isFirst else { throw Broken() }
        isFirst = false
        piece.append("first")
        return true
      }
    },
    Route(.get, "/empty-piece") { _, response in response.stream { _ in true } },
    Route(.get, "/reset") { _, response in response.wire = .reset },
    Route(.get, "/truncated") { _, response in
      response.body.append("0123456789")
      response.wire = .truncated(after: 4)
    },
    Route(.get, "/drip") { _, response in
      response.body.append(String(repeating: "x", count: 100))
      response.wire = .drip(bytesPerSecond: 2000)
    },
    Route(.get, "/hello") { _, response in response.body.append("Hello") },
  ]

  private let client: RawClient

  init() throws { client = try LiveServer(ResponseTests.routes).client() }

  @Test("sends the fields that were set, each in place of those before, and never splits")
  func fields() throws {
    let response = try client.exchange(ResponseTests.get("/fields"))
    #expect(response.values("Cache-Control") == ["no-cache"])
    #expect(response.values("Set-Cookie") == ["a=1"])
    #expect(response.values("Content-Type") == ["text/x"])
    #expect(response.field("Location") == "/a")
    #expect(response.field("Retry-After") == nil && response.field("Split") == nil)
    #expect(response.values("Content-Length") == ["0"])
  }

  @Test("has neither a body nor its length without content")
  func noContent() throws {
    let response = try client.exchange(ResponseTests.get("/nothing"))
    #expect(response.status == 204 && response.field("Content-Length") == nil)
    #expect(try client.exchange(ResponseTests.get("/hello")).text == "Hello")
  }

  @Test(
    "obeys conditions",
    arguments: [
      ("", 200, ""), ("If-None-Match: \"v1\"\r\n", 304, ""), ("If-None-Match: \"v0\"\r\n", 200, ""),
      ("If-Match: \"v0\"\r\n", 412, "If-Match: \"v0\" is not what is here now\n"),
      ("If-Modified-Since: Sun, 06 Nov 2094 08:49:37 GMT\r\n", 200, ""),
      ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n", 200, ""),
    ])
  func conditions(_ fields: String, _ status: Int, _ failure: String) throws {
    let response = try client.exchange(ResponseTests.get("/tagged", fields))
    #expect(response.status == status)
    #expect(response.field("ETag") == "\"v1\"")
    #expect(response.field("Last-Modified") == nil)
    #expect(response.text == (status == 200 ? "picture" : failure))
    #expect(response.field("Content-Type") == [200: "image/png", 412: "text/plain; charset=utf-8"][status])
    #expect(try client.exchange(ResponseTests.get("/hello")).text == "Hello")
  }

  @Test("of a handler that throws is 500 with a number and no internals")
  func fault() throws {
    let response = try client.exchange(ResponseTests.get("/throws"))
    #expect(response.status == 500)
    #expect(
      response.text.contains("Request ") && !response.text.contains("secret") && !response.text.contains("Broken"))
    #expect(try client.exchange(ResponseTests.get("/hello")).text == "Hello")
  }

  @Test("comes in chunks when it is streamed, and the connection stays", arguments: [1, 3, 30_000])
  func streams(_ count: Int) throws {
    let response = try client.exchange(ResponseTests.get("/stream/\(count)"))
    #expect(response.field("Transfer-Encoding") == "chunked" && response.field("Content-Length") == nil)
    #expect(response.text == "start " + (0..<count).reversed().map { "\($0) " }.joined())
    #expect(try client.exchange(ResponseTests.get("/hello")).text == "Hello")
  }

  @Test("is streamed to HTTP/1.0 until the connection ends")
  func streamsToOld() throws {
    let response = try client.exchange("GET /stream/2 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(response.field("Transfer-Encoding") == nil && response.field("Connection") == "close")
    #expect(response.text == "start 1 0 ")
  }

  @Test("to HEAD has a stream's fields and nothing more")
  func streamsNothingToHead() throws {
    let response = try client.exchange("HEAD /stream/2 HTTP/1.1\r\nHost: a\r\n\r\n", toHead: true)
    #expect(response.field("Transfer-Encoding") == "chunked")
    #expect(try client.exchange(ResponseTests.get("/hello")).text == "Hello")
  }

  @Test("is cut where its stream fails")
  func brokenStream() {
    #expect(throws: RawClientError.self) { try client.exchange(ResponseTests.get("/broken-stream")) }
  }

  @Test("is cut where its stream has nothing and says that there is more")
  func emptyPiece() {
    let error = #expect(throws: RawClientError.self) { try client.exchange(ResponseTests.get("/empty-piece")) }
    #expect(error?.isReset == true)
  }

  @Test("can be a reset connection")
  func reset() throws {
    try client.send(ResponseTests.get("/reset"))
    let error = #expect(throws: RawClientError.self) { try client.readToEnd() }
    #expect(error?.isReset == true)
  }

  @Test("can be cut short of its length")
  func truncated() throws {
    try client.send(ResponseTests.get("/truncated"))
    let text = String(decoding: try client.readToEnd(), as: UTF8.self)
    #expect(text.contains("Content-Length: 10\r\n") && text.hasSuffix("\r\n\r\n0123"))
  }

  @Test("can be sent slowly, between two answers that are not")
  func drips() throws {
    let start = ContinuousClock.now
    try client.send(ResponseTests.get("/hello") + ResponseTests.get("/drip") + ResponseTests.get("/hello"))
    #expect(try client.response().text == "Hello")
    #expect(try client.response().body.count == 100)
    #expect(ContinuousClock.now - start > .milliseconds(90))
    #expect(try client.response().text == "Hello")
  }
}
