import Store
import Testing
import Time

@testable import Instrumentation

@Suite("Recording")
struct RecordingTests {
  private typealias Event = Recording.Event

  private static let now = Timestamp(seconds: 0)

  private static func request(bytes: Int = 0) -> JournalRecord.Request {
    JournalRecord.Request(
      method: "POST", path: "/a", route: nil, body: Array(repeating: 0, count: bytes), mediaType: nil)
  }

  private static func answered(calls: Int = 1, bytes: Int = 0) -> Event {
    let record = JournalRecord(
      at: now, request: request(bytes: bytes), calls: calls, answer: nil, microseconds: 1)
    return .answered(record, number: nil, sessions: [])
  }

  private static func controlled(bytes: Int = 0, _ snapshot: ControlRecord.SnapshotUse? = nil) -> Event {
    .controlled(
      ControlRecord(
        method: "PUT", target: "/é", body: Array(repeating: 0, count: bytes), at: now, snapshot: snapshot))
  }

  private static func held(bytes: Int = 0) -> Recording.HeldCall { .init(1, request(bytes: bytes), at: now) }

  @Test("numbers calls from 1")
  func numbers() {
    let recording = Recording()
    #expect((0..<3).map { _ in recording.nextNumber() } == [1, 2, 3])
  }

  @Test("keeps what it is given, in order")
  func keeps() throws {
    let recording = Recording()
    #expect(recording.latest == nil)
    recording.note(Self.answered(calls: 2))
    recording.note(.struck(Self.held()))
    recording.note(.waits(Self.held()))
    recording.note(Self.controlled())
    let kinds = try recording.events().map { event in
      switch event {
      case .answered(let record, _, _): "\(record.calls) answered"
      case .struck: "struck"
      case .waits: "waits"
      case .controlled(let record): record.method
      }
    }
    #expect(kinds == ["2 answered", "struck", "waits", "PUT"])
    guard case .controlled? = recording.latest else { throw Unexpected() }
  }

  /// Events that a recording of at most three calls keeps, or not.
  struct Calls: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let events: [Recording.Event]
    let areKept: Bool
  }

  @Test(
    "has as many calls as it may: those of batches, control calls, but none before its answer",
    arguments: [
      Calls(testDescription: "three calls", events: [answered(), answered(), answered()], areKept: true),
      Calls(testDescription: "four calls", events: [answered(), answered(), answered(), answered()], areKept: false),
      Calls(testDescription: "a batch of three", events: [answered(calls: 3)], areKept: true),
      Calls(testDescription: "a batch of four", events: [answered(calls: 4)], areKept: false),
      Calls(testDescription: "a batch and a control call", events: [answered(calls: 2), controlled()], areKept: true),
      Calls(
        testDescription: "a batch and two control calls", events: [answered(calls: 2), controlled(), controlled()],
        areKept: false),
      Calls(
        testDescription: "three calls, two of them held up",
        events: [.struck(held()), .waits(held()), answered(), answered(), answered()], areKept: true),
    ])
  func calls(_ case: Calls) throws {
    let recording = Recording(callLimit: 3)
    for event in `case`.events { recording.note(event) }
    if `case`.areKept {
      #expect(try recording.events().count == `case`.events.count)
    } else {
      #expect(throws: Recording.Gap.tooManyCalls(limit: 3)) { try recording.events() }
    }
  }

  /// An event of a hundred bytes, and what it weighs.
  struct Weight: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let event: Recording.Event
    let weight: Int
  }

  @Test(
    "has as many bytes as it may",
    arguments: [
      Weight(testDescription: "a call", event: answered(bytes: 100), weight: 384 + 2 + 100),
      Weight(testDescription: "a call that is held up", event: .struck(held(bytes: 100)), weight: 2 + 100),
      Weight(testDescription: "a long poll that waits", event: .waits(held(bytes: 100)), weight: 2 + 100),
      Weight(testDescription: "a control call", event: controlled(bytes: 100), weight: 160 + 3 + 100),
    ])
  func bytes(_ one: Weight) throws {
    let enough = Recording(byteLimit: 3 * one.weight)
    for _ in 0..<3 { enough.note(one.event) }
    #expect(try enough.events().count == 3)
    let tooFew = Recording(byteLimit: 3 * one.weight - 1)
    for _ in 0..<3 { tooFew.note(one.event) }
    #expect(throws: Recording.Gap.tooManyBytes(limit: 3 * one.weight - 1)) { try tooFew.events() }
  }

  @Test("keeps nothing from its first gap on")
  func gap() throws {
    let recording = Recording(callLimit: 1, byteLimit: 10_000)
    for _ in 0..<2 { recording.note(Self.answered()) }
    #expect(recording.latest == nil)
    recording.note(Self.answered(bytes: 20_000))
    #expect(recording.latest == nil)
    #expect(throws: Recording.Gap.tooManyCalls(limit: 1)) { try recording.events() }
  }

  @Test("can return to the snapshots that it has kept, and to no older one")
  func snapshots() throws {
    let (kept, older) = (try #require(SnapshotName("kept")), try #require(SnapshotName("older")))
    let recording = Recording()
    recording.note(Self.controlled(.kept(kept)))
    recording.note(Self.controlled())
    recording.note(Self.controlled(.restored(kept)))
    #expect(try recording.events().count == 3)
    recording.note(Self.controlled(.restored(older)))
    #expect(throws: Recording.Gap.olderSnapshot(older)) { try recording.events() }
  }

  @Test("has the journal's limits, unless it has none", arguments: [false, true])
  func limits(_ recordsAll: Bool) throws {
    let recording = Instrumentation(journalLimit: 2, recordsAll: recordsAll).recording
    for _ in 0..<3 { recording.note(Self.answered()) }
    if recordsAll {
      #expect(try recording.events().count == 3)
    } else {
      #expect(throws: Recording.Gap.tooManyCalls(limit: 2)) { try recording.events() }
    }
  }

  private struct Unexpected: Error {}
}
