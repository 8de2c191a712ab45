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

  @Test("is completed once, from any thread; later requests wait for it")
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

  @Test("falls back to another answer where none comes in time")
  func fallsBack() throws {
    let server = try LiveServer([
      Route(.get, "/late") { _, response in
        let deferral = response.defer()
        deferral.fallBack(after: .milliseconds(60)) { response in
          response.body.append("nothing came")
          // It holds the deferral, which would else have been given up.
          _ = deferral
        }
      },
      Route(.get, "/soon") { _, response in
        let deferral = response.defer()
        deferral.fallBack(after: .seconds(600)) { $0.body.append("nothing came") }
        DispatchQueue.global().async { deferral.complete { $0.body.append("came") } }
      },
      Route(.get, "/before") { _, response in
        let deferral = response.defer()
        deferral.complete { $0.body.append("came") }
        deferral.fallBack(after: .zero) { $0.body.append("nothing came") }
      },
    ])
    let client = try server.client()
    let start = ContinuousClock.now
    #expect(try client.exchange(get("/late")).text == "nothing came")
    #expect(ContinuousClock.now - start >= .milliseconds(60))
    for _ in 0..<3 {
      #expect(try client.exchange(get("/soon")).text == "came")
      #expect(try client.exchange(get("/before")).text == "came")
    }
  }

  @Test("may put a refusal off too")
  func refuses() throws {
    let server = try LiveServer { configuration in
      configuration.refusal = { refusal, request, response in
        let status = refusal.status
        guard request != nil else { return }
        response.defer().complete(after: .milliseconds(20)) { response in
          response.status = status
          response.body.append("refused later")
        }
      }
    }
    let client = try server.client()
    for _ in 0..<2 {
      let answer = try client.exchange(get("/nothing"))
      #expect(answer.status == 404)
      #expect(answer.text == "refused later")
    }
    #expect(try client.exchange(get("/hello")).text == "Hello")
    try client.send("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
    #expect(try client.response().status == 404)
    #expect(try client.isAtEnd())
  }

  @Test("of what can't be read reaches its own connection, and no other")
  func refusesUnreadable() throws {
    let server = try LiveServer { configuration in
      configuration.refusal = { refusal, request, response in
        let isUnreadable = request == nil
        let status = refusal.status
        response.defer().complete(after: .milliseconds(20)) { response in
          response.status = status
          response.body.append(isUnreadable ? "unreadable" : "refused")
        }
      }
    }
    let other = try server.client()
    #expect(try other.exchange(get("/hello")).text == "Hello")
    try other.send(get("/nothing"))
    let client = try server.client()
    let answer = try client.exchange("nonsense\r\n\r\n")
    #expect(answer.status == 400 && answer.text == "unreadable")
    #expect(try client.isAtEnd())
    #expect(try other.response().text == "refused")
    #expect(try other.exchange(get("/hello")).text == "Hello")
  }

  @Test("can be answered with what another thread has filled in")
  func kept() throws {
    let server = try LiveServer([
      Route(.get, "/kept") { _, response in
        let deferral = response.defer()
        DispatchQueue.global().async {
          var response = Response()
          response.status = .created
          response.contentType = "text/plain"
          response.entityTag = "\"a\""
          response.setField(.cacheControl, "no-cache")
          response.body.append("kept")
          let kept = response.kept()
          deferral.complete { $0.set(kept) }
        }
      }
    ])
    let answer = try server.exchange(get("/kept"))
    #expect(answer.status == 201)
    #expect(answer.text == "kept")
    #expect(answer.field("Content-Type") == "text/plain")
    #expect(answer.field("Cache-Control") == "no-cache")
    #expect(answer.field("ETag") == "\"a\"")
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

  @Test("keeps its own delay where an answer before it drips")
  func behindDrip() throws {
    let server = try LiveServer([
      Route(.get, "/drip") { _, response in
        response.body.append(String(repeating: "x", count: 100))
        response.wire = .drip(bytesPerSecond: 4000)
      },
      Route(.get, "/late") { _, response in response.defer().complete(after: .seconds(600)) { _ in } },
    ])
    let client = try server.client()
    try client.send(get("/drip") + get("/late"))
    #expect(try client.response().body.count == 100)
  }

  @Test("learns that the server is to stop; one that has only a delay keeps it")
  func stops() throws {
    let entered = DispatchSemaphore(value: 0)
    let server = try LiveServer([
      Route(.get, "/wait") { _, response in
        let deferral = response.defer()
        deferral.onStop { deferral.complete { $0.body.append("stopped") } }
        entered.signal()
      },
      Route(.get, "/later") { _, response in
        response.defer().complete(after: .milliseconds(60)) { $0.body.append("later") }
        entered.signal()
      },
    ])
    let clients = try ["/wait", "/later"].map { path in
      let client = try server.client()
      try client.send(get(path))
      #expect(entered.isSignalled())
      return client
    }
    // Its request comes whole only when the server is stopping.
    let late = try server.client()
    let request = get("/wait")
    try late.send(String(request.prefix(20)))
    let stopped = DispatchSemaphore(value: 0)
    server.server.stop { stopped.signal() }
    try server.waitUntilStopping()
    try late.send(String(request.dropFirst(20)))
    #expect(try clients[0].response().text == "stopped")
    #expect(try clients[1].response().text == "later")
    #expect(try late.response().text == "stopped")
    (clients + [late]).forEach { $0.close() }
    #expect(stopped.isSignalled())
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
