import Testing

@testable import HTTP

@Suite("Preconditions")
struct PreconditionsTests {
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
    "come to a verdict on a tag of \"a,b\"",
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
      Row("a failure goes before all", Preconditions(ifMatch: "\"c\"", ifNoneMatch: "*"), .failed),
    ])
  func verdicts(_ row: Row) {
    #expect(row.conditions.verdict(entityTag: "\"a,b\"") == row.verdict)
  }
}
