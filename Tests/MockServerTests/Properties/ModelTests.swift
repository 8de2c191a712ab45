import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("Random runs of several users")
struct ModelTests {
  private static let stepCount = 400

  @Test("do what a simple model does", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func model(_ seed: UInt64) throws {
    let server = try TestServer.start(scenario: "demo")
    let steps = Step.random(Self.stepCount, users: ModelRun.logins.count, seed: seed)
    guard let deviation = try Self.deviation(of: steps, on: server) else { return }
    let least = try Self.shrunk(Array(steps.prefix(deviation.step + 1)), on: server)
    Issue.record("seed \(seed): \(deviation.description); the fewest steps that do so: \(least)")
  }

  @Test("are answered by equal bytes each time they are made, in two databases and two servers")
  func repeatable() throws {
    let steps = Step.random(Self.stepCount, users: ModelRun.logins.count, seed: 99)
    let transcripts = try ["first-run", "second-run", "first-run"].map { database in
      let run = try ModelRun(try TestServer.start(scenario: "demo"), database: database)
      try run.run(steps)
      #expect(run.posted > 50 && run.exchanged > 5, "the run does something")
      // A database's name stands in the links and answers of its own.
      return run.transcript.map { $0.replacing(database, with: "NAME") }
    }
    #expect(transcripts[0].count > Self.stepCount / 2)
    #expect(transcripts[0] == transcripts[1] && transcripts[0] == transcripts[2])
  }

  @Test("are undone by restoring a snapshot, and redone by loading what was exported")
  func inverses() throws {
    let server = try TestServer.start(scenario: "demo")
    func export(_ database: String = "run") throws -> String {
      try server.control("GET", "/databases/\(database)/export").text
    }
    let run = try ModelRun(server, database: "run")
    try server.control("PUT", "/databases/run/snapshots/before")
    let before = try export()
    try run.run(Step.random(Self.stepCount, users: ModelRun.logins.count, seed: 7))
    let after = try export()
    #expect(after != before)

    try server.control("PUT", "/databases/copy", #"{"scenario":"empty","clock":"2017-03-10T12:00:00Z","seed":11}"#)
    let loaded = try server.control("POST", "/databases/copy/fixtures", after)
    #expect(loaded.status == 200, "\(loaded.text)")
    #expect(try export("copy").replacing("copy", with: "run") == after)

    try server.control("POST", "/databases/run/snapshots/before/restore")
    #expect(try export() == before)
  }

  private static func deviation(of steps: [Step], on server: TestServer) throws -> ModelRun.Deviation? {
    do {
      try ModelRun(server, database: "run").run(steps)
      return nil
    } catch let deviation as ModelRun.Deviation {
      return deviation
    }
  }

  /// Leaves out as many steps as can be while there is still a deviation: halves first, then smaller pieces.
  private static func shrunk(_ steps: [Step], on server: TestServer) throws -> [Step] {
    var steps = steps
    var size = max(1, steps.count / 2)
    while size >= 1 {
      var start = 0
      while start < steps.count {
        let fewer = Array(steps[..<start] + steps[min(start + size, steps.count)...])
        if try deviation(of: fewer, on: server) != nil { steps = fewer } else { start += size }
      }
      size /= 2
    }
    return steps
  }
}
