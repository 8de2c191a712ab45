import JSON
import Synchronization
import Testing
import Time

@testable import Instrumentation
@testable import JSONRPC

@Suite("The coverage of a database")
struct DatabaseCoverageTests {
  private static let name = Parameter("name", .optional(.text()), "Name")

  private static let targets = [
    CoverageTarget(
      Endpoint<NoScope>(
        "/a", summary: "", access: .everyone, parameters: [name],
        answer: .object([
          Field("id", "Id") { (id: Int) in id }, Field("later", "", since: .june2017) { (id: Int) in id },
        ]), envelope: .object
      ) { _, _ in 1 }, chapter: ""),
    CoverageTarget(path: "/image/{id}", summary: "", chapter: ""),
  ]

  private let coverage = DatabaseCoverage { Self.targets }

  private static func items(_ counts: CoverageCounts?, of target: Int) -> [String] {
    targets[target].items.indices.filter { counts?.seen.contains($0) == true }
      .map { [targets[target].items[$0].kind.rawValue, targets[target].items[$0].name].joined(separator: " ") }
  }

  private func note(
    _ params: String..., answer: String = #"{"jsonrpc":"2.0","result":{"id":1}}"#, failures: [CallFailure?] = [],
    fault: String? = nil, isFaultsAnswer: Bool = false
  ) throws {
    let calls = try params.map { Call(params: Params(object: try Document(parsing: Array($0.utf8)).root)) }
    coverage.note(
      0, Self.record("POST", calls.count, answer, fault: fault, isFaultsAnswer: isFaultsAnswer),
      calls.count == 1 ? .single(calls[0]) : .batch(calls),
      failures: failures.enumerated().compactMap { index, failure in failure.map { (index, $0) } })
  }

  private static func record(
    _ method: String, _ calls: Int = 1, status: Int = 200, _ answer: String, fault: String? = nil,
    isFaultsAnswer: Bool = false
  ) -> JournalRecord {
    JournalRecord(
      at: Timestamp(seconds: 0),
      request: JournalRecord.Request(
        method: method, path: "/a", route: "/a", body: Array("\(calls)".utf8), mediaType: nil),
      calls: calls, answer: JournalRecord.Answer(status: status, json: Array(answer.utf8)), microseconds: 1,
      fault: fault, isFaultsAnswer: isFaultsAnswer)
  }

  @Test("counts calls, refusals and faults, and what they exercise")
  func counts() throws {
    try note(#"{"name":"a"}"#)
    #expect(coverage.counts[0]?.calls == 1)
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "field id"])
    try note("{}", failures: [.sessionMissing])
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "field id"])
    try note("{}", "{}", #"{"name":"b"}"#, failures: [nil, .other])
    let counts = try #require(coverage.counts[0])
    #expect(counts.calls == 5 && counts.refused == 2 && counts.faults == 0)
    #expect(Self.items(counts, of: 0) == ["accepted ", "given name", "omitted name", "field id"])
    try note("{}", fault: "f", isFaultsAnswer: true)
    #expect(coverage.counts[0]?.faults == 1)
    #expect(Self.items(coverage.counts[0], of: 0).last == "fault ")
    coverage.clear()
    #expect(coverage.counts.isEmpty)
  }

  @Test("takes nothing from what a fault answers in place of the API")
  func faults() throws {
    try note(#"{"name":"a"}"#, fault: "f", isFaultsAnswer: true)
    #expect(Self.items(coverage.counts[0], of: 0) == ["fault "])
    try note(#"{"name":"a"}"#, fault: "f")
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "field id", "fault "])
  }

  @Test("reads an answer in whatever envelope it is")
  func envelopes() throws {
    for answer in [#"[{"jsonrpc":"2.0","result":{"id":1}}]"#, #"{"id":1}"#, #"{"jsonrpc":"2.0","result":{"id":1}}"#] {
      coverage.clear()
      try note("{}", answer: answer)
      #expect(Self.items(coverage.counts[0], of: 0).contains("field id"), "\(answer)")
    }
    coverage.clear()
    try note("{}", answer: #"{"jsonrpc":"2.0","error":{"id":1}}"#)
    #expect(!Self.items(coverage.counts[0], of: 0).contains("field id"))
    // Each call of a batch has its own answer; the last one has none.
    coverage.clear()
    try note("{}", #"{"name":"a"}"#, answer: #"[{"jsonrpc":"2.0","result":{"id":0}}]"#, failures: [.other])
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name"])
  }

  @Test("counts each of the calls that are the same, and all of very many")
  func repeated() throws {
    let record = Self.record("POST", 2, #"{"jsonrpc":"2.0","result":{"id":1}}"#)
    let body = Body.batch([Call(), Call()])
    for _ in 0..<3 { coverage.note(0, record, body, failures: []) }
    #expect(coverage.counts[0]?.calls == 6)
    coverage.note(0, record, body, failures: [])
    #expect(coverage.counts[0]?.calls == 8)
    // The same bytes for another endpoint are other calls.
    coverage.note(1, record, nil, failures: [])
    #expect(coverage.counts[1]?.calls == 2)
    // A call that failed is never taken for one like the last.
    for _ in 0..<2 { coverage.note(0, record, body, failures: [(0, .other)]) }
    #expect(coverage.counts[0]?.calls == 12 && coverage.counts[0]?.refused == 2)
    for _ in 0..<600 { try note("{}") }
    #expect(coverage.counts[0]?.calls == 612)
  }

  @Test("takes no call that failed for one like the last, nor the other way round")
  func failedAndRepeated() {
    let record = Self.record("POST", 1, #"{"jsonrpc":"2.0","result":{"id":1}}"#)
    coverage.note(0, record, .single(Call()), failures: [(0, .other)])
    #expect(Self.items(coverage.counts[0], of: 0) == [])
    coverage.note(0, record, .single(Call()), failures: [])
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "omitted name", "field id"])
    coverage.note(0, record, .single(Call()), failures: [(0, .other)])
    #expect(coverage.counts[0]?.calls == 3 && coverage.counts[0]?.refused == 2)
  }

  @Test("counts each of the calls that a fault has struck, though they are the same")
  func struck() {
    let record = Self.record("POST", 1, "{}", fault: "f")
    for _ in 0..<3 { coverage.note(0, record, .single(Call()), failures: []) }
    #expect(coverage.counts[0]?.faults == 3)
  }

  @Test(
    "looks at a call that is not the one before, though it has the same answer",
    arguments: [["{}", #"{"name":"a"}"#], [#"{"name":"a"}"#, ""], [#"{"name":"a"}"#, "{}"]])
  func otherBody(_ bodies: [String]) throws {
    let answer = Array("{}".utf8)
    for body in bodies {
      let record = JournalRecord(
        at: Timestamp(seconds: 0),
        request: JournalRecord.Request(
          method: "POST", path: "/a", route: "/a", body: Array(body.utf8), mediaType: nil),
        answer: JournalRecord.Answer(status: 200, json: answer), microseconds: 1)
      let params = body.isEmpty ? nil : try Document(parsing: Array(body.utf8)).root
      coverage.note(0, record, .single(Call(params: Params(object: params))), failures: [])
    }
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "omitted name"])
  }

  @Test("tells requests without a body apart by their answer's status")
  func otherStatus() {
    for status in [200, 404] {
      let request = JournalRecord.Request(method: "GET", path: "/image/1", route: nil, body: [], mediaType: nil)
      let record = JournalRecord(
        at: Timestamp(seconds: 0), request: request, answer: JournalRecord.Answer(status: status), microseconds: 1)
      coverage.note(1, record, nil, failures: [])
    }
    #expect(Self.items(coverage.counts[1], of: 1) == ["accepted ", "not_found "])
  }

  /// The shape that a call to the first target has whose arguments are right.
  private static func shape(_ params: String) throws -> CallShape {
    let params = Params(object: try Document(parsing: Array(params.utf8)).root)
    return try #require(Arguments(params, for: [name], isStrict: false).shape)
  }

  private func noteShaped(_ params: String, id: String = "1", in revision: Revision = .april2017) throws {
    let object = try Document(parsing: Array(params.utf8)).root
    coverage.note(
      0, Self.record("POST", 1, #"{"jsonrpc":"2.0","result":{"id":\#(id),"later":""}}"#),
      .single(Call(params: Params(object: object))), failures: [], shape: try Self.shape(params), in: revision)
  }

  @Test("looks at a call of a known shape only if its answer fills what was always empty")
  func shapes() throws {
    try noteShaped("{}", id: "null")
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "omitted name"])
    // Another call of that shape is counted without a look at it: this one, which can't be, tells by its argument.
    let strange = Params(object: try Document(parsing: Array(#"{"name":"a"}"#.utf8)).root)
    let shape = try Self.shape("{}")
    func noteStrange(id: String) {
      coverage.note(
        0, Self.record("POST", 1, #"{"jsonrpc":"2.0","result":{"id":\#(id),"later":"x"}}"#),
        .single(Call(params: strange)),
        failures: [], shape: shape)
    }
    noteStrange(id: "null")
    #expect(coverage.counts[0]?.calls == 2)
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "omitted name"])
    noteStrange(id: "7")
    #expect(
      Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "omitted name", "field id", "field later"])
  }

  @Test("searches the same answer once, and again in another revision")
  func sameAnswer() throws {
    let answer = Array(#"{"jsonrpc":"2.0","result":{"id":null,"later":"x"}}"#.utf8)
    let shape = try Self.shape("{}")
    var seen: [[String]] = []
    for (number, revision) in [Revision.april2017, .april2017, .june2017, .june2017].enumerated() {
      let request = JournalRecord.Request(
        method: "POST", path: "/a", route: "/a", body: Array("\(number)".utf8), mediaType: nil)
      let record = JournalRecord(
        at: Timestamp(seconds: 0), request: request, answer: JournalRecord.Answer(status: 200, json: answer),
        microseconds: 1)
      coverage.note(0, record, .single(Call()), failures: [], shape: shape, in: revision)
      seen.append(Self.items(coverage.counts[0], of: 0))
    }
    let before = ["accepted ", "omitted name"]
    #expect(seen == [before, before, before + ["field later"], before + ["field later"]])
    #expect(coverage.counts[0]?.calls == 4)
  }

  @Test("looks at a call of a known shape that a fault has struck")
  func shapeWithFault() throws {
    try noteShaped("{}")
    #expect(coverage.counts[0]?.faults == 0)
    coverage.note(
      0, Self.record("POST", 1, #"{"jsonrpc":"2.0","result":{"id":1}}"#, fault: "slow"), .single(Call()), failures: [],
      shape: try Self.shape("{}"))
    #expect(coverage.counts[0]?.faults == 1)
    #expect(Self.items(coverage.counts[0], of: 0).last == "fault ")
  }

  @Test("looks at calls of each shape, and again in another revision")
  func shapesApart() throws {
    try noteShaped("{}")
    try noteShaped(#"{"name":"a"}"#)
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "given name", "omitted name", "field id"])
    coverage.clear()
    #expect(coverage.counts.isEmpty)
    try noteShaped("{}")
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "omitted name", "field id"])
    #expect(coverage.counts[0]?.calls == 1)
    coverage.note(
      0, Self.record("POST", 1, #"{"jsonrpc":"2.0","result":{"id":1,"later":"x"}}"#), .single(Call()), failures: [],
      shape: try Self.shape("{}"), in: .june2017)
    #expect(Self.items(coverage.counts[0], of: 0) == ["accepted ", "omitted name", "field id", "field later"])
  }

  @Test("marks what is served for a name in the path by the answer's status")
  func images() {
    coverage.note(1, Self.record("GET", status: 399, ""), nil, failures: [])
    #expect(Self.items(coverage.counts[1], of: 1) == ["accepted "])
    coverage.note(1, Self.record("GET", status: 400, ""), nil, failures: [])
    #expect(Self.items(coverage.counts[1], of: 1) == ["accepted ", "not_found "])
    // A call whose body can't be read exercises nothing.
    coverage.note(0, Self.record("POST", status: 400, "x"), nil, failures: [])
    coverage.note(0, Self.record("POST", status: 200, "x"), nil, failures: [])
    #expect(coverage.counts[0]?.calls == 2)
    #expect(Self.items(coverage.counts[0], of: 0) == [])
  }

  @Test("is kept by name, and of all databases together")
  func ledger() {
    let ledger = CoverageLedger { Self.targets }
    let body = Body.single(Call())
    for (name, calls) in [("lucy", 1), ("nebeus", 2), ("lucy", 3)] {
      ledger.coverage(of: name).note(0, Self.record("POST", calls, "{}"), body, failures: [])
    }
    #expect(ledger.counts(of: "lucy")?[0]?.calls == 4)
    #expect(ledger.counts(of: "nebeus")?[0]?.calls == 2)
    #expect(ledger.counts(of: "nobody") == nil)
    #expect(ledger.counts[0]?.calls == 6)
    #expect(ledger.clear("lucy") && !ledger.clear("nobody"))
    #expect(ledger.counts(of: "lucy")?.isEmpty == true)
    #expect(ledger.counts[0]?.calls == 2)
    ledger.clear()
    #expect(ledger.counts.isEmpty)
  }

  @Test("of the names above 10,000 is counted only in all")
  func manyNames() {
    let ledger = CoverageLedger { Self.targets }
    for number in 0...10_000 {
      ledger.coverage(of: "db\(number)").note(0, Self.record("POST", 1, "{}"), .single(Call()), failures: [])
    }
    #expect(ledger.counts(of: "db0") == nil)
    #expect(ledger.counts(of: "db1")?[0]?.calls == 1)
    #expect(ledger.counts[0]?.calls == 10_001)
    ledger.clear()
    #expect(ledger.counts.isEmpty)
  }
}
