import Store
import Testing

@testable import Instrumentation

@Suite("Journal")
struct JournalTests {
  private func record(calls: Int = 1, bytes: Int = 0) -> JournalRecord {
    JournalRecord(
      at: Timestamp(seconds: 0), user: nil, method: "POST", path: "/a", route: nil,
      body: Array(repeating: 0, count: bytes),
      mediaType: nil, calls: calls, status: 200, response: nil, microseconds: 1, refusal: nil, fault: nil)
  }

  private func ids(_ journal: Journal, after id: Int = 0) -> [Int] {
    let (entries, oldest) = journal.entries(after: id)
    return entries.flatMap { Array($0.firstID..<($0.firstID + $0.record.calls)) }.filter { $0 >= oldest }
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
      let bytes = other.withUnsafeBytes { JournalRecord.bytes($0, sharing: kept) }
      #expect(bytes == other)
      #expect((address(bytes) == address(kept)) == (other == kept))
      #expect(other.withUnsafeBytes { JournalRecord.bytes($0, sharing: nil) } == other)
      #expect(other.withUnsafeBytes { JournalRecord.bytes($0, sharing: []) } == other)
    }
    let journal = Journal()
    journal.record { latest in
      #expect(latest == nil)
      return record(bytes: 3)
    }
    journal.record { latest in
      #expect(latest?.body.count == 3)
      return record()
    }
    #expect(ids(journal) == [1, 2])
  }
}
