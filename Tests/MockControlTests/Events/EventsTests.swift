import Dispatch
import Instrumentation
import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("GET …/events")
struct EventsTests {
  private static let reset = #"{"login":"igor@nebeus.example"}"#
  private let server: TestServer
  private let caller: TestCaller

  init() throws {
    server = try TestServer.start { _, http in
      http.loops = 2
      // A reader that takes nothing is cut off after that.
      http.idleTimeout = WaitLimit.scaled(http.idleTimeout)
    }
    caller = try server.visitor()
  }

  @Test("is a stream of server-sent events that nobody keeps")
  func head() throws {
    let head = try EventStream(of: server).head
    #expect(head.field("Content-Type") == "text/event-stream")
    #expect(head.field("Cache-Control") == "no-store")
    #expect(head.field("X-Accel-Buffering") == "no")
  }

  @Test("reports each mail once")
  func mails() throws {
    let events = try EventStream(of: server, "?only=outbox")
    for _ in 0..<3 {
      _ = try caller.post("/reset_password/1.0/json", Self.reset)
      let newest = try caller.control("GET", "/outbox").json[0]?["id"]?.integer
      #expect(try events.next()?.data["id"]?.integer == newest)
    }
  }

  @Test("reports each call as the journal has it, in order, a batch call by call")
  func calls() throws {
    let events = try EventStream(of: server, "?only=call")
    _ = try caller.post("/signin/1.0/json", #"{"login":"igor@nebeus.example","password":"wrong"}"#)
    _ = try caller.post(
      "/get_countries/1.0/json", #"[{"jsonrpc":"2.0","method":"call"},{"jsonrpc":"2.0","method":"call"}]"#)
    _ = try caller.post("/nowhere")
    let journal = try caller.journal()
    #expect(journal.count == 4)
    for entry in journal { #expect(try events.next()?.data.rawText == entry.rawText) }
  }

  @Test("doesn't report what was before")
  func begins() throws {
    _ = try caller.post("/get_countries/1.0/json")
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    let events = try EventStream(of: server)
    _ = try caller.post("/nowhere")
    #expect(try events.next()?.data["path"]?.string == "/nowhere")
  }

  @Test("reports outbox, clock, faults and tables, each as its own call shows it")
  func others() throws {
    let events = try EventStream(of: server, "?only=outbox,clock,fault,tables")
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    #expect(try events.next("outbox").data.rawText == caller.control("GET", "/outbox").json[0]?.rawText)
    #expect(try events.next("tables").data.rawText == #"{"reset_password_token":1,"mock_outbox":1}"#)
    _ = try caller.control("PUT", "/clock", #"{"now":"2018-03-03T12:00:00Z"}"#)
    #expect(try events.next("clock").data.rawText == #"{"now":"2018-03-03T12:00:00Z","frozen":true}"#)
    try caller.order(#"{"status":503,"times":1}"#, id: "busy")
    #expect(
      try events.next("fault").data.rawText == #"{"id":"busy","status":503,"times":1,"matched":0,"struck":0}"#)
    _ = try caller.post("/get_countries/1.0/json")
    #expect(try events.next("fault").data[text: "struck"] == "1")
    _ = try caller.control("DELETE", "/faults/busy")
    #expect(try events.next("fault").data.rawText == #"{"id":"busy","removed":true}"#)
    _ = try caller.control("DELETE", "/outbox")
    #expect(try events.next("tables").data.rawText == #"{"mock_outbox":0}"#)
  }

  @Test("reports no fault and no clock that is as it was")
  func unchanged() throws {
    let events = try EventStream(of: server, "?only=call,clock,fault")
    try caller.order(#"{"path":"/nowhere*","status":503}"#)
    #expect(try events.next()?.kind == "fault")
    _ = try caller.control("PUT", "/clock", #"{"now":null}"#)
    #expect(try events.next()?.kind == "clock")
    _ = try caller.control("PUT", "/clock", #"{"frozen":false}"#)
    for _ in 0..<2 {
      _ = try caller.post("/get_countries/1.0/json")
      #expect(try events.next()?.kind == "call")
    }
  }

  @Test("reports how many calls the journal had dropped before anyone looked")
  func dropped() throws {
    let server = try TestServer.start { settings, _ in settings.journalLimit = 3 }
    let caller = try server.visitor()
    let events = try EventStream(of: server, "?only=call")
    var last = 0
    for missed in [5, 1] {
      let calls = Array(repeating: "{}", count: missed + 3).joined(separator: ",")
      _ = try caller.post("/get_countries/1.0/json", "[\(calls)]")
      let gap = try #require(try events.next())
      #expect(gap.kind == "gap" && gap.data.rawText == #"{"missed":\#(missed)}"#)
      for id in (last + missed + 1)...(last + missed + 3) { #expect(try events.next()?.data[text: "id"] == "\(id)") }
      last += missed + 3
      _ = try caller.post("/nowhere")
      #expect(try events.next()?.data["path"]?.string == "/nowhere")
      last += 1
    }
  }

  @Test("reports a call that is held up when it comes and when it is over, and not in between")
  func heldUp() throws {
    let events = try EventStream(of: server, "?only=call")
    try caller.order(#"{"path":"/get_countries/1.0/json","delay_ms":3600000}"#)
    let client = try RawClient(port: server.port)
    try client.send("POST /get_countries/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    let held = try #require(try events.next()).data
    #expect(held["path"]?.string == "/get_countries/1.0/json" && held["pending"]?.bool == true)
    for _ in 0..<2 {
      _ = try caller.post("/nowhere")
      #expect(try events.next()?.data["path"]?.string == "/nowhere")
    }
    client.finishSending()
    let over = try #require(try events.next()).data
    #expect(over[text: "id"] == held[text: "id"] && over["pending"] == nil)
  }

  @Test("reports a large call without its bodies")
  func large() throws {
    let events = try EventStream(of: server, "?only=call")
    _ = try caller.post("/nowhere", #"{"text":"\#(String(repeating: "x", count: 70_000))"}"#)
    let call = try #require(try events.next()).data
    #expect(call["path"]?.string == "/nowhere" && call.rawText.utf8.count < 65_536)
  }

  @Test("reports what a provider state changes")
  func providerState() throws {
    let events = try EventStream(of: server, "?only=clock")
    let state = #"{"state":"clock","params":{"now":"2018-03-03T12:00:00Z"}}"#
    #expect(try caller.post("/_mock/provider-states", state).status == 200)
    #expect(try events.next()?.data["now"]?.string == "2018-03-03T12:00:00Z")
  }

  @Test("reports only what was asked for")
  func only() throws {
    let events = try EventStream(of: server, "?only=clock")
    _ = try caller.post("/nowhere")
    _ = try caller.control("PUT", "/clock", #"{"now":"2018-03-03T12:00:00Z"}"#)
    #expect(try events.next()?.kind == "clock")
  }

  @Test("reports the mails of a database that was reset, and of one that is made anew")
  func successors() throws {
    let events = try EventStream(of: server, "?only=outbox")
    _ = try caller.control("POST", "/reset")
    #expect(try events.next()?.kind == "reset")
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    #expect(try events.next()?.kind == "outbox")
    _ = try caller.control("DELETE", "")
    #expect(try events.next()?.kind == "gone")
    _ = try caller.control("PUT", "")
    let successor = try EventStream(of: server, "?only=outbox")
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    #expect(try successor.next()?.kind == "outbox")
  }

  @Test("goes on across a reset, a replacement and a snapshot's restore, and ends with the database")
  func survives() throws {
    let events = try EventStream(of: server, "?only=call")
    _ = try caller.control("PUT", "/snapshots/a")
    _ = try caller.control("POST", "/snapshots/a/restore")
    #expect(try events.next()?.kind == "reset")
    // Once is enough.
    _ = try caller.post("/nowhere")
    #expect(try events.next()?.kind == "call")
    _ = try caller.control("POST", "/reset")
    let summary = try caller.control("GET", "").json
    let reset = try #require(try events.next())
    #expect(reset.kind == "reset" && reset.data.rawText == summary.rawText)
    _ = try caller.post("/get_countries/1.0/json")
    #expect(try events.next()?.data[text: "id"] == "1")
    _ = try caller.control("PUT", "", #"{"scenario":"empty"}"#)
    #expect(try events.next()?.data["scenario"]?.string == "empty")
    _ = try caller.control("DELETE", "")
    let gone = try #require(try events.next())
    #expect(gone.kind == "gone" && gone.data.rawText == #"{"name":"nebeus"}"#)
    #expect(try events.next() == nil)
  }

  @Test("goes on after the event that Last-Event-ID names, with what happened while nobody read")
  func resumes() throws {
    var events: EventStream? = try EventStream(of: server)
    _ = try caller.post("/get_countries/1.0/json")
    let last = try #require(try events?.next("call"))
    events?.client.close()
    events = nil
    _ = try caller.post("/nowhere")
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    let resumed = try EventStream(of: server, "?only=call,outbox", after: last.id)
    #expect(try resumed.next()?.data["path"]?.string == "/nowhere")
    #expect(try resumed.next()?.data["path"]?.string == "/reset_password/1.0/json")
    #expect(try resumed.next()?.kind == "outbox")
  }

  @Test("says that events were missed where it can't go on", arguments: ["1", "abc-7", "-"])
  func unknownID(_ id: String) throws {
    let events = try EventStream(of: server, after: id)
    let gap = try #require(try events.next())
    #expect(gap.kind == "gap" && gap.data.rawText == #"{"missed":null}"#)
    _ = try caller.post("/nowhere")
    #expect(try events.next()?.kind == "call")
  }

  @Test("refuses an unknown event and an unknown database")
  func refuses() throws {
    let answer = try caller.control("GET", "/events?only=call,mail")
    #expect(answer.status == 400)
    #expect(try answer.json["detail"]?.string?.hasPrefix("only: should be some of call, outbox, clock") == true)
    #expect(try EventStream(of: server, database: "nobody").head.status == 404)
  }

  @Test("to HEAD is its head, and no reader")
  func headOnly() throws {
    let answer = try caller.send("HEAD", "/_mock/databases/nebeus/events", nil, type: nil)
    #expect(answer.status == 200 && answer.field("Content-Type") == "text/event-stream")
    #expect(try caller.post("/nowhere").status == 404)
  }

  @Test("leaves the database alone when its last reader has gone")
  func leaves() throws {
    let events = try EventStream(of: server)
    try server.awaitWaiters(1)
    events.client.close()
    try server.awaitWaiters(0)
  }

  @Test("delays no call because of a slow reader, and reports the gap to it")
  func slowReader() throws {
    let events = try EventStream(of: server, "?only=call", receiveBuffer: 4096)
    let quick = try EventStream(of: server, "?only=call")
    // More than the sockets and the log hold.
    let text = String(repeating: "x", count: 20_000)
    var sent = 0
    for _ in 0..<1_500 {
      _ = try caller.post("/nowhere", #"{"text":"\#(text)"}"#)
      sent += 1
      #expect(try quick.next()?.kind == "call")
    }
    var seen = 0
    var missed = 0
    while seen + missed < sent, let event = try events.next() {
      if event.kind == "gap" { missed += event.data["missed"]?.integer ?? 0 } else { seen += 1 }
    }
    #expect(missed > 0 && seen + missed == sent)
  }

  @Test("reports to a thousand readers")
  func thousand() throws {
    let readers = try (0..<1_000).map { _ in try EventStream(of: server, "?only=call") }
    _ = try caller.post("/nowhere")
    for reader in readers { #expect(try reader.next()?.data["path"]?.string == "/nowhere") }
  }
}
