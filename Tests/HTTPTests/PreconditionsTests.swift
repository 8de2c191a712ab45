import Testing

@testable import HTTP

@Suite("Preconditions")
struct PreconditionsTests {
  private static let before = "Thu, 01 Jan 1970 00:00:09 GMT"
  private static let same = "Thu, 01 Jan 1970 00:00:10 GMT"

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let conditions: Preconditions
    let verdict: Preconditions.Verdict

    init(_ name: String, _ conditions: Preconditions, _ verdict: Preconditions.Verdict) {
      testDescription = name
      self.conditions = conditions
      self.verdict = verdict
    }
  }

  @Test(
    "come to a verdict on a tag of \"a,b\" and a moment",
    arguments: [
      Row("none match", Preconditions(ifNoneMatch: "\"c\""), .proceed),
      Row("one matches", Preconditions(ifNoneMatch: "\"c\", \"a,b\""), .notModified),
      Row("weakly", Preconditions(ifNoneMatch: "W/\"a,b\""), .notModified),
      Row("any", Preconditions(ifNoneMatch: "*"), .notModified),
      Row("without quotes", Preconditions(ifNoneMatch: "a,b"), .proceed),
      Row("match", Preconditions(ifMatch: "\"c\", \"a,b\""), .proceed),
      Row("match any", Preconditions(ifMatch: "*"), .proceed),
      Row("no match", Preconditions(ifMatch: "\"a\""), .failed),
      Row("weak is no match", Preconditions(ifMatch: "W/\"a,b\""), .failed),
      Row("not since", Preconditions(ifModifiedSince: same), .notModified),
      Row("since", Preconditions(ifModifiedSince: before), .proceed),
      Row("no date", Preconditions(ifModifiedSince: "soon"), .proceed),
      Row("unmodified", Preconditions(ifUnmodifiedSince: same), .proceed),
      Row("modified", Preconditions(ifUnmodifiedSince: before), .failed),
      Row("a tag goes before a date", Preconditions(ifNoneMatch: "\"c\"", ifModifiedSince: same), .proceed),
      Row("a match goes before a date", Preconditions(ifMatch: "*", ifUnmodifiedSince: before), .proceed),
      Row("a failure goes before all", Preconditions(ifMatch: "\"c\"", ifNoneMatch: "*"), .failed),
    ])
  func verdicts(_ row: Row) {
    let verdict = row.conditions.verdict(
      entityTag: "\"a,b\"", lastModified: HTTPDate(seconds: 10), now: HTTPDate(seconds: 20))
    #expect(verdict == row.verdict)
  }
}
