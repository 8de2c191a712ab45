import Instrumentation
import JSON
import MockControl
import ServerTestSupport
import Store
import Testing
import Time

@testable import MockServer

@Suite("What a replay says")
struct ReplayReportTests {
  /// A bundle with as many entries, all of them long polls that wait.
  private static func bundle(entries: Int) throws -> Bundle {
    let all = (1...entries).map { number in
      #"{"n":\#(number),"at":"2017-03-03T12:00:00Z","held":\#(number),"by":"poll","#
        + #""call":{"method":"POST","target":"/a","address":"http://localhost","headers":[]}}"#
    }
    return try Bundle(parsing: Array(SampleBundle.text(entries: all).utf8))
  }

  @Test(
    "counts what was replayed",
    arguments: [(1, 1, "1 entry, equal"), (3, 3, "3 entries, equal"), (3, 2, "2 of 3 entries, equal")])
  func equal(_ total: Int, _ replayed: Int, _ text: String) throws {
    #expect("\(ReplayReport(try Self.bundle(entries: total), replayed: replayed, nil))" == text)
  }

  @Test(
    "names the entry that differs, and how",
    arguments: [
      (.unreadable("the request can't be read"), "the request can't be read"),
      (.refused(404, "{}"), "refused with 404: {}"),
      (.answeredAtOnce, "answered at once, where it had waited"),
      (.fault(expected: "f", got: nil), "fault\n  expected f\n  got      none"),
      (.fault(expected: nil, got: "g"), "fault\n  expected none\n  got      g"),
      (.status(expected: 200, got: nil), "status\n  expected 200\n  got      none: reset"),
      (.status(expected: nil, got: 500), "status\n  expected none: reset\n  got      500"),
      (.header(expected: "A: b", got: nil), "header\n  expected A: b\n  got      none"),
      (.header(expected: nil, got: "A: b"), "header\n  expected none\n  got      A: b"),
      (.body(BodyDifference([0x61], [0x62])), "body, byte 0\n  expected a\n  got      b"),
    ] as [(ReplayDifference.Kind, String)])
  func differs(_ kind: ReplayDifference.Kind, _ text: String) throws {
    let bundle = try Self.bundle(entries: 3)
    let difference = ReplayDifference(at: bundle.entries[1], of: "POST /a", kind)
    #expect("\(ReplayReport(bundle, replayed: 2, difference))" == "2 of 3 differs: POST /a\n  \(text)")
  }
}
