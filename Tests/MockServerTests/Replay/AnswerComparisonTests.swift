import Instrumentation
import JSON
import ServerTestSupport
import Testing
import Time

@testable import MockControl
@testable import MockServer

@Suite("AnswerComparison")
struct AnswerComparisonTests {
  private typealias Answer = JournalRecord.Answer

  private let comparison: AnswerComparison

  init() throws {
    let bundle = try Bundle(parsing: Array(SampleBundle.text(sessions: 1).utf8))
    var restoration = try Restoration(of: bundle, scenario: [])
    restoration.note(session: "the-session-issued", as: "session-1")
    comparison = AnswerComparison(restoration)
  }

  private func difference(
    _ answer: JournalRecord.Answer?, fault: String? = nil, from expected: Bundle.Answer?, expectedFault: String? = nil
  ) -> String? {
    let record = JournalRecord(
      at: Timestamp(seconds: 0),
      request: JournalRecord.Request(method: "POST", path: "/a", route: nil, body: [], mediaType: nil), answer: answer,
      microseconds: 1, fault: fault)
    return comparison.difference(of: record, from: expected, fault: expectedFault).map { kind in
      switch kind {
      case .fault(let expected, let got): "fault \(expected ?? "none"), not \(got ?? "none")"
      case .status(let expected, let got): "status \(expected ?? 0), not \(got ?? 0)"
      case .header(let expected, let got): "header \(expected ?? "none"), not \(got ?? "none")"
      case .body(let body): "body \(body.expected), not \(body.got)"
      default: "something else"
      }
    }
  }

  private static let answer = Answer(
    status: 200, contentType: "application/json", entityTag: "\"t\"",
    fields: Array("Set-Cookie: session_id=the-session-issued\r\n".utf8), size: 1,
    json: Array(#"{"id":"the-session-issued"}"#.utf8))
  private static let headers = [
    "Content-Type: application/json", "ETag: \"t\"", "Set-Cookie: session_id=session-1",
  ]
  private static let body = Bundle.Answer.Content.bytes(Array(#"{"id":"session-1"}"#.utf8))

  @Test("finds nothing where all is the same, but for what was issued")
  func same() {
    let expected = Bundle.Answer(status: 200, headers: Self.headers, content: Self.body)
    #expect(difference(Self.answer, fault: "f", from: expected, expectedFault: "f") == nil)
    #expect(difference(nil, from: nil) == nil)
    // What a bundle hides can't be compared.
    #expect(
      difference(Self.answer, from: Bundle.Answer(status: 200, headers: Self.headers, content: .hidden)) == nil)
    let image = Answer(status: 200, size: 9)
    #expect(difference(image, from: Bundle.Answer(status: 200, headers: [], content: .none)) == nil)
    let page = Answer(status: 200, text: Array("a".utf8))
    #expect(difference(page, from: Bundle.Answer(status: 200, headers: [], content: .bytes([0x61]))) == nil)
  }

  @Test("finds another fault, then another status, then other headers, then another body")
  func others() {
    let expected = Bundle.Answer(status: 200, headers: Self.headers, content: Self.body)
    #expect(difference(Self.answer, fault: "f", from: expected) == "fault none, not f")
    #expect(difference(nil, from: expected, expectedFault: "f") == "fault f, not none")
    #expect(difference(nil, from: expected) == "status 200, not 0")
    #expect(difference(Self.answer, from: nil) == "status 0, not 200")
    #expect(difference(Answer(status: 201), from: expected) == "status 200, not 201")
    #expect(difference(Answer(status: 200), from: expected) == "header Content-Type: application/json, not none")
    let more = Bundle.Answer(status: 200, headers: Self.headers + ["A: b"], content: .none)
    #expect(difference(Self.answer, from: more) == "header A: b, not none")
    let fewer = Bundle.Answer(status: 200, headers: Self.headers.dropLast(), content: .none)
    #expect(difference(Self.answer, from: fewer) == "header none, not Set-Cookie: session_id=session-1")
    let other = Bundle.Answer(status: 200, headers: Self.headers, content: .bytes(Array("{}".utf8)))
    #expect(difference(Self.answer, from: other) == #"body {}, not {"id":"session-1"}"#)
    let none = Bundle.Answer(status: 200, headers: Self.headers, content: .none)
    #expect(difference(Self.answer, from: none) == #"body nothing, not {"id":"session-1"}"#)
    let bytes = Bundle.Answer(status: 200, headers: [], content: .bytes([0x61]))
    #expect(difference(Answer(status: 200), from: bytes) == "body a, not nothing")
  }
}
