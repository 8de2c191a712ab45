import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("Deferral")
struct DeferralTests {
  private static let routes: [Route] = [
    Route(.get, "/elsewhere") { _, response in
      let deferral = response.defer()
      DispatchQueue.global().async {
        deferral.complete { $0.body.append("elsewhere") }
        deferral.complete { $0.body.append("twice") }
      }
    },
    Route(.get, "/later") { _, response in
      response.defer().complete(after: .milliseconds(60)) { $0.body.append("later") }
    },
    Route(.get, "/never") { _, response in _ = response.defer() },
    Route(.get, "/hello") { _, response in response.body.append("Hello") },
    Route(.get, "/tagged") { _, response in
      response.defer().complete { response in
        response.entityTag = "\"a\""
        response.body.append("body")
      }
    },
  ]

  private func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
  }

  @Test("is completed once, from any thread; the requests behind it wait their turn")
  func completes() throws {
    let client = try LiveServer(DeferralTests.routes).client()
    try client.send(get("/hello") + get("/elsewhere") + get("/hello") + get("/elsewhere") + get("/hello"))
    for text in ["Hello", "elsewhere", "Hello", "elsewhere", "Hello"] { #expect(try client.response().text == text) }
  }

  @Test("is answered after its delay, never early, while others are answered")
  func delays() throws {
    let server = try LiveServer(DeferralTests.routes)
    let client = try server.client()
    let start = ContinuousClock.now
    try client.send(get("/later"))
    #expect(try server.exchange(get("/hello")).text == "Hello")
    #expect(try client.response().text == "later")
    #expect(ContinuousClock.now - start >= .milliseconds(60))
  }

  @Test("that goes away without an answer is a fault")
  func never() throws {
    let client = try LiveServer(DeferralTests.routes).client()
    #expect(try client.exchange(get("/never")).status == 500)
    #expect(try client.exchange(get("/hello")).text == "Hello")
  }

  @Test("keeps the request's conditions, method and version for its answer")
  func keepsExchange() throws {
    let client = try LiveServer(DeferralTests.routes).client()
    #expect(try client.exchange(get("/tagged", "If-None-Match: \"a\"\r\n")).status == 304)
    let head = try client.exchange("HEAD /tagged HTTP/1.1\r\nHost: a\r\n\r\n", toHead: true)
    #expect(head.field("Content-Length") == "4")
    #expect(try client.exchange("GET /tagged HTTP/1.0\r\n\r\n").text == "body")
    #expect(try client.isAtEnd())
  }

  @Test("learns that its client has gone, and can still answer one that only ended its side")
  func abandoned() throws {
    let server = try LiveServer([
      Route(.get, "/wait") { _, response in
        let deferral = response.defer()
        deferral.onAbandon { deferral.complete { $0.body.append("abandoned") } }
      }
    ])
    let client = try server.client()
    try client.send(get("/wait"))
    client.finishSending()
    #expect(try client.response().text == "abandoned")
    #expect(try client.isAtEnd())
  }
}
