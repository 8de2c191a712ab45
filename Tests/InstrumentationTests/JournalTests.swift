import Basics
import Store
import Testing
import Time

@testable import Instrumentation

@Suite("Journal")
struct JournalTests {
  private func record(
    calls: Int = 1, bytes: Int = 0, route: String? = nil, status: Int? = 200, isPending: Bool = false
  ) -> JournalRecord {
    JournalRecord(
      at: Timestamp(seconds: 0),
      request: JournalRecord.Request(
        method: "POST", path: "/a", route: route, body: Array(repeating: 0, count: bytes), mediaType: nil),
      calls: calls, answer: status.map { JournalRecord.Answer(status: $0) }, isPending: isPending, microseconds: 1)
  }

  private func ids(_ journal: Journal, after id: Int = 0) -> [Int] {
    let excerpt = journal.entries(after: id)
    return excerpt.entries.flatMap { Array($0.firstID..<($0.firstID + $0.record.calls)) }
      .filter { $0 >= excerpt.oldest }
  }

  @Test("keeps as many calls as it may, and all that came together with the oldest of them")
  func bound() {
    let journal = Journal(callLimit: 5)
    #expect(ids(journal) == [])
    for _ in 0..<3 { journal.record(record(calls: 2)) }
    #expect(ids(journal) == [2, 3, 4, 5, 6])
    journal.record(record())
    #expect(ids(journal) == [3, 4, 5, 6, 7])
    journal.record(record(calls: 9))
    #expect(ids(journal) == [12, 13, 14, 15, 16])
    for _ in 0..<50 { journal.record(record()) }
    #expect(ids(journal) == [62, 63, 64, 65, 66])
    #expect(ids(journal, after: 64) == [65, 66])
    #expect(ids(journal, after: .max) == [])
  }

  @Test("keeps no more bytes than it may, but always the newest call")
  func weight() {
    let journal = Journal(byteLimit: 3_000)
    for _ in 0..<4 { journal.record(record(bytes: 700)) }
    #expect(ids(journal) == [2, 3, 4].suffix(ids(journal).count))
    #expect(ids(journal).count < 4)
    journal.record(record(bytes: 9_000))
    #expect(ids(journal) == [5])
    journal.clear()
    #expect(ids(journal) == [])
    journal.record(record())
    #expect(ids(journal) == [6])
  }

  @Test("shares the latest record's bytes where they are the same, and only there")
  func sharing() {
    let kept: [UInt8] = [1, 2, 3]
    func address(_ bytes: [UInt8]) -> UnsafeRawPointer? { bytes.withUnsafeBytes(\.baseAddress) }
    for other in [[1, 2, 3], [1, 2, 4], [1, 2], []] as [[UInt8]] {
      let bytes = other.withBytes { JournalRecord.bytes($0, sharing: kept) }
      #expect(bytes == other)
      #expect((address(bytes) == address(kept)) == (other == kept))
      #expect(other.withBytes { JournalRecord.bytes($0, sharing: nil) } == other)
      #expect(other.withBytes { JournalRecord.bytes($0, sharing: []) } == other)
    }
    let journal = Journal()
    journal.record { latest in
      #expect(latest == nil)
      return record(bytes: 3)
    }
    journal.record { latest in
      #expect(latest?.request.body.count == 3)
      return record()
    }
    #expect(ids(journal) == [1, 2])
  }

  @Test("completes a pending call in its place")
  func completion() {
    let journal = Journal()
    let ids = (0..<5).map { _ in journal.record { _ in record(status: nil, isPending: true) }.firstID }
    #expect(ids == [1, 2, 3, 4, 5])
    for id in [3, 1, 5] { journal.complete(id) { _ in record(status: 200 + id) } }
    let entries = journal.entries().entries
    #expect(entries.map(\.firstID) == ids)
    #expect(entries.map { $0.record.answer?.status } == [201, nil, 203, nil, 205])
    #expect(entries.map(\.record.isPending) == [false, true, false, true, false])
  }

  @Test("records a pending call anew that was cleared, or has made room")
  func lateCompletion() {
    let journal = Journal(callLimit: 2)
    let cleared = journal.record { _ in record(status: nil, isPending: true) }.firstID
    journal.clear()
    journal.complete(cleared) { latest in
      #expect(latest == nil)
      return record()
    }
    #expect(ids(journal) == [2])
    let dropped = journal.record { _ in record(status: nil, isPending: true) }.firstID
    for _ in 0..<2 { journal.record(record()) }
    journal.complete(dropped) { _ in record() }
    #expect(ids(journal) == [5, 6])
  }

  @Test("counts what has made room by route, until it is cleared")
  func dropped() {
    let journal = Journal(callLimit: 3)
    for route in ["/a", "/b", nil, "/a", "/a", "/b"] { journal.record(record(route: route)) }
    #expect(journal.dropped { $0 == "/a" } == 1)
    #expect(journal.dropped { $0 == "/b" } == 1)
    #expect(journal.dropped { $0 == nil } == 1)
    #expect(journal.dropped { _ in true } == 3)
    // A batch stays whole, but its first calls are not shown any more.
    journal.record(record(calls: 5, route: "/c"))
    #expect(ids(journal) == [9, 10, 11])
    #expect(journal.dropped { $0 == "/c" } == 2)
    #expect(journal.dropped { $0 == "/a" } == 3)
    #expect(journal.dropped { _ in true } == 8)
    journal.clear()
    #expect(journal.dropped { _ in true } == 0)
  }

  @Test("says from which id on its calls are whole, whether others made room by their number or by their size")
  func oldest() {
    let journal = Journal(callLimit: 4, byteLimit: 3 * record(bytes: 700).weight)
    for _ in 0..<3 { journal.record(record(bytes: 700)) }
    #expect(journal.entries().oldest == 1)
    journal.record(record(calls: 2, bytes: 900))
    #expect(ids(journal) == [3, 4, 5] && journal.entries(after: 1).oldest == 3)
    for _ in 0..<3 { journal.record(record()) }
    #expect(ids(journal) == [5, 6, 7, 8] && journal.entries(after: 1).oldest == 5)
    #expect(journal.entries(after: 6).oldest == 7)
    // What was cleared has not made room.
    journal.clear()
    #expect(journal.entries(after: 6).oldest == 7)
    for _ in 0..<4 { journal.record(record(bytes: 700)) }
    #expect(ids(journal) == [10, 11, 12] && journal.entries(after: 6).oldest == 10)
  }

  @Test("keeps what weighs as much as it may, to the byte", arguments: [(0, 3), (-1, 2)])
  func exactWeight(_ more: Int, _ count: Int) {
    let journal = Journal(byteLimit: 3 * record(bytes: 100).weight + more)
    for _ in 0..<3 { journal.record(record(bytes: 100)) }
    #expect(ids(journal).count == count)
  }

  @Test("keeps 64 MiB unless it is told otherwise, to the byte")
  func standardWeight() {
    let journal = Journal()
    let heavy = record(bytes: (16 << 20) - record().weight)
    for _ in 0..<4 { journal.record(heavy) }
    #expect(ids(journal) == [1, 2, 3, 4])
    journal.record(record())
    #expect(ids(journal) == [2, 3, 4, 5])
  }

  @Test("weighs a call anew when it is completed")
  func completedWeight() {
    let journal = Journal(byteLimit: 2_000)
    let pending = (0..<2).map { _ in journal.record { _ in record(status: nil, isPending: true) }.firstID }
    journal.complete(pending[1]) { _ in record(bytes: 1_900) }
    #expect(ids(journal) == pending)
    journal.record(record())
    #expect(ids(journal) == [3])
  }

  @Test("weighs all that it keeps of a call")
  func weights() {
    func weight(
      path: String = "", query: String? = nil, fields: [UInt8] = [], body: [UInt8] = [],
      answer: JournalRecord.Answer? = nil
    ) -> Int {
      JournalRecord(
        at: Timestamp(seconds: 0),
        request: JournalRecord.Request(
          method: "GET", path: path, route: nil, query: query, fields: fields, body: body, mediaType: nil),
        answer: answer, microseconds: 1
      ).weight
    }
    let bare = weight()
    #expect(bare == 384)
    #expect(weight(path: "/é") == bare + 3)
    #expect(weight(query: "a=é") == bare + 4)
    #expect(weight(fields: [1, 2]) == bare + 2)
    #expect(weight(body: [1, 2, 3]) == bare + 3)
    #expect(weight(answer: JournalRecord.Answer(status: 200, fields: [1], json: [1, 2])) == bare + 3)
    #expect(weight(answer: JournalRecord.Answer(status: 200, text: [1, 2, 3, 4])) == bare + 4)
  }

  @Test("finds an entry by the id of its first call, however many have made room")
  func finds() {
    let journal = Journal(callLimit: 7)
    journal.record(record(calls: 3))
    journal.record(record())
    #expect([0, 1, 2, 3, 4, 5].map { journal.entry(of: $0)?.record.calls } == [nil, 3, nil, nil, 1, nil])
    for _ in 0..<40 { journal.record(record()) }
    #expect((1...45).filter { journal.entry(of: $0) != nil } == Array(38...44))
    #expect(journal.latestID == 44)
    #expect(journal.entries(after: 40).entries.map(\.firstID) == [41, 42, 43, 44])
  }

  @Test("has at least one call for a request, whatever its body")
  func calls() {
    #expect(record(calls: 0).calls == 1)
    #expect(Journal().latestID == 0)
  }
}
