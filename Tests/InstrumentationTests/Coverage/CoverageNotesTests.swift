import JSONRPC
import Synchronization
import Testing
import Time

@testable import Instrumentation

/// When the coverage of a database looks at what it was given, and what it keeps of it.
@Suite("The notes of a database's coverage")
struct CoverageNotesTests {
  private let looks: Looks
  private let coverage: DatabaseCoverage

  /// How often somebody has asked what there is to exercise, which is before a first look.
  private final class Looks: Sendable {
    private let made = Mutex(0)

    var count: Int { made.withLock { $0 } }

    func targets() -> [CoverageTarget] {
      made.withLock { $0 += 1 }
      return [CoverageTarget(path: "/image/{id}", summary: "", chapter: "")]
    }
  }

  init() {
    let looks = Looks()
    self.looks = looks
    coverage = DatabaseCoverage { looks.targets() }
  }

  private func record(weight: Int = 1_000) -> JournalRecord {
    func record(bytes: Int) -> JournalRecord {
      JournalRecord(
        at: Timestamp(seconds: 0),
        request: JournalRecord.Request(
          method: "POST", path: "/a", route: nil, body: Array(repeating: 0x20, count: bytes), mediaType: nil),
        answer: JournalRecord.Answer(status: 200), microseconds: 1)
    }
    return record(bytes: weight - record(bytes: 0).weight)
  }

  private func note(weight: Int = 1_000) {
    coverage.note(0, record(weight: weight), .single(Call()), failures: [])
  }

  /// So many notes of that weight are looked at.
  @Test("are looked at when there are 256, or they weigh 256 KiB", arguments: [(256, 1_000), (4, 1 << 16)])
  func enough(_ most: Int, _ weight: Int) {
    for _ in 1..<most { note(weight: weight) }
    #expect(looks.count == 0)
    note(weight: weight)
    #expect(looks.count == 1)
  }

  @Test("are not looked at while they weigh a byte less")
  func tooLight() {
    for weight in [1 << 16, 1 << 16, 1 << 16, (1 << 16) - 1] { note(weight: weight) }
    #expect(looks.count == 0)
    note(weight: 1_000)
    #expect(looks.count == 1)
  }

  @Test("are none after a first look: each call is looked at when it comes")
  func noMore() {
    note()
    #expect(coverage.counts[0]?.calls == 1)
    for _ in 0..<300 { note() }
    #expect(coverage.counts[0]?.calls == 301)
    coverage.clear()
    note()
    #expect(coverage.counts[0]?.calls == 1)
    #expect(looks.count == 1)
  }

  @Test("are looked at when the database ends, and nothing of its calls is kept")
  func ends() {
    weak var kept: JournalRecord?
    do {
      let record = record()
      kept = record
      coverage.note(0, record, .single(Call()), failures: [])
    }
    #expect(kept != nil)
    Instrumentation(coverage: coverage).databaseEnded(.standard)
    #expect(kept == nil)
    #expect(looks.count == 1 && coverage.counts[0]?.calls == 1)
  }
}
