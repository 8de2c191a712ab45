import Synchronization
import Testing

@testable import Instrumentation

@Suite("The log of events")
struct EventLogTests {
  private let log = EventLog(origin: "a", eventLimit: 3, byteLimit: 1_000)

  private func append(_ kind: EventKind, _ data: String = "{}") { log.append(kind, Array(data.utf8)) }

  private func read(after position: Int, _ kinds: EventKinds = .all) -> String {
    String(decoding: log.read(after: position, kinds).bytes, as: UTF8.self)
  }

  @Test("numbers events and gives those after a position")
  func reads() {
    append(.call, #"{"id":1}"#)
    append(.outbox)
    #expect(
      read(after: 0) == "event: call\nid: a-1\ndata: {\"id\":1}\n\nevent: outbox\nid: a-2\ndata: {}\n\n")
    #expect(read(after: 1) == "event: outbox\nid: a-2\ndata: {}\n\n")
    #expect(read(after: 2) == "")
    #expect(log.position == 2)
  }

  @Test("gives only the kinds that are asked for, and always what voids a reader's knowledge")
  func filters() {
    for kind in [EventKind.call, .reset, .outbox] { append(kind) }
    #expect(
      read(after: 0, EventKinds(.outbox)) == "event: reset\nid: a-2\ndata: {}\n\nevent: outbox\nid: a-3\ndata: {}\n\n")
    #expect(log.read(after: 0, EventKinds(.clock)).position == 3)
  }

  @Test("keeps the latest events, by number and by size, and reports to a reader how many it missed")
  func isBounded() {
    for number in 1...5 { append(.call, "\(number)") }
    #expect(read(after: 0).hasPrefix("event: gap\nid: a-2\ndata: {\"missed\":2}\n\nevent: call\nid: a-3\n"))
    #expect(read(after: 1).hasPrefix("event: gap\nid: a-2\ndata: {\"missed\":1}\n\nevent: call\nid: a-3\n"))
    #expect(!read(after: 2).contains("gap"))
    append(.call, String(repeating: "x", count: 2_000))
    #expect(read(after: 4).hasPrefix("event: gap\nid: a-5\ndata: {\"missed\":1}\n\nevent: call\nid: a-6\n"))
  }

  @Test("keeps 4 MiB of events unless it is told otherwise, to the byte")
  func standardSize() {
    let log = EventLog(origin: "a")
    let frame = "event: call\nid: a-1\ndata: \n\n".utf8.count
    for _ in 0..<4 { log.append(.call, Array(repeating: 0x20, count: (1 << 20) - frame)) }
    #expect(log.read(after: 0, EventKinds(.clock)).bytes.isEmpty)
    log.append(.call, [])
    #expect(String(decoding: log.read(after: 0, EventKinds(.clock)).bytes, as: UTF8.self).contains(#"{"missed":1}"#))
  }

  @Test("keeps a thousand events unless it is told otherwise", arguments: [(1_000, false), (1_001, true)])
  func standardCount(_ count: Int, _ hasGap: Bool) {
    let log = EventLog(origin: "a")
    for _ in 0..<count { log.append(.call, []) }
    let missed = String(decoding: log.read(after: 0, EventKinds(.clock)).bytes, as: UTF8.self)
    #expect(missed.contains(#"{"missed":1}"#) == hasGap)
  }

  @Test("gives events until they are 64 KiB, to the byte", arguments: [(0, 1), (-1, 2)])
  func batches(_ more: Int, _ count: Int) {
    let log = EventLog(origin: "a")
    let frame = "event: call\nid: a-1\ndata: \n\n".utf8.count
    log.append(.call, Array(repeating: 0x20, count: (1 << 16) - frame + more))
    log.append(.call, [])
    #expect(log.read(after: 0, .all).position == count)
  }

  @Test("knows its own ids; a reader with another one has missed nobody knows how much")
  func knowsIDs() {
    append(.call)
    #expect(log.position(of: "a-1") == 1)
    #expect(log.position(of: "a-0") == 0)
    for id in ["a-2", "b-1", "a", "a-", "a-x", "a--1", "a--2", "17", ""] {
      #expect(log.position(of: id) == -1, "\(id)")
    }
    #expect(read(after: -1).hasPrefix("event: gap\nid: a-0\ndata: {\"missed\":null}\n\nevent: call\n"))
  }

  @Test("counts the events that no reader has seen")
  func skips() {
    append(.call)
    log.skip()
    append(.call)
    #expect(read(after: 1) == "event: gap\nid: a-2\ndata: {\"missed\":1}\n\nevent: call\nid: a-3\ndata: {}\n\n")
    #expect(read(after: 2) == "event: call\nid: a-3\ndata: {}\n\n")
  }

  /// A sink with room for one piece until that is taken.
  private final class NarrowSink: EventSink {
    private let sent = Mutex("")
    let hasEnded = Mutex(false)

    func send(_ bytes: ArraySlice<UInt8>) -> Bool {
      sent.withLock { sent in
        guard sent.isEmpty else { return false }
        sent = String(decoding: bytes, as: UTF8.self)
        return true
      }
    }

    func end() { hasEnded.withLock { $0 = true } }

    func takeSent() -> String {
      sent.withLock { sent in
        defer { sent = "" }
        return sent
      }
    }
  }

  @Test("a slow reader reads on where it stopped, costs nothing meanwhile, and learns of its gap")
  func slowReader() {
    let sink = NarrowSink()
    let reader = EventReader(of: log, .all, after: 0, to: sink)
    for number in 1...2 {
      append(.call, "\(number)")
      reader.advance()
    }
    #expect(sink.takeSent() == "event: call\nid: a-1\ndata: 1\n\n")
    for number in 3...7 {
      append(.call, "\(number)")
      reader.advance()
    }
    #expect(sink.takeSent() == "")
    reader.resume()
    #expect(sink.takeSent() == "event: call\nid: a-2\ndata: 2\n\n")
    reader.resume()
    #expect(sink.takeSent().hasPrefix("event: gap\nid: a-4\ndata: {\"missed\":2}\n\nevent: call\nid: a-5\n"))
    append(.gone)
    reader.resume()
    #expect(sink.takeSent() == "event: gone\nid: a-8\ndata: {}\n\n")
    #expect(sink.hasEnded.withLock { $0 })
  }

  @Test("sends what is larger than a sink's room in pieces")
  func sendsPieces() {
    let sink = NarrowSink()
    let log = EventLog(origin: "a")
    let reader = EventReader(of: log, .all, after: 0, to: sink)
    log.append(.call, [UInt8](repeating: 0x78, count: 150_000))
    reader.advance()
    var sent = sink.takeSent()
    #expect(sent.utf8.count == 65_536)
    while true {
      reader.resume()
      let piece = sink.takeSent()
      if piece.isEmpty { break }
      sent += piece
    }
    #expect(sent == "event: call\nid: a-1\ndata: " + String(repeating: "x", count: 150_000) + "\n\n")
  }

  @Test("gives about 64 KiB at once, whole events")
  func batches() {
    let log = EventLog(origin: "a")
    for _ in 0..<10 { log.append(.call, [UInt8](repeating: 0x78, count: 20_000)) }
    #expect([0, 4, 8, 10].map { log.read(after: $0, .all).position } == [4, 8, 10, 10])
    #expect(!log.read(after: 0, .all).isLast)
    log.append(.gone, Array("{}".utf8))
    #expect(log.read(after: 10, .all).isLast)
    #expect(!log.read(after: 11, .all).isLast)
  }

  @Test("keeps as many bytes as it may, and the newest event whatever its size", arguments: [(0, [2, 3]), (-1, [3])])
  func bytes(_ more: Int, _ kept: [Int]) {
    let size = "event: call\nid: a-1\ndata: x\n\n".utf8.count
    let log = EventLog(origin: "a", byteLimit: 2 * size + more)
    for _ in 0..<3 { log.append(.call, Array("x".utf8)) }
    let text = String(decoding: log.read(after: 0, .all).bytes, as: UTF8.self)
    #expect((1...3).filter { text.contains("event: call\nid: a-\($0)\n") } == kept)
  }

  @Test("goes on after very many events")
  func many() {
    for number in 1...50 { append(.call, "\(number)") }
    #expect(log.position == 50)
    #expect(read(after: 47) == (48...50).map { "event: call\nid: a-\($0)\ndata: \($0)\n\n" }.joined())
    #expect(read(after: 40).hasPrefix("event: gap\nid: a-47\ndata: {\"missed\":7}\n\nevent: call\nid: a-48\n"))
  }

  @Test("gives a reader of one kind that kind, and what concerns every reader", arguments: EventKind.allCases)
  func kinds(_ kind: EventKind) {
    for other in EventKind.allCases {
      #expect(EventKinds(kind).include(other) == (other == kind || [.reset, .gone, .gap].contains(other)), "\(other)")
      #expect(EventKinds.all.include(other))
    }
  }
}
