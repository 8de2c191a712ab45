import Basics
import CFaultyVFS
import JSON
import JSONRPC
import NebeusAPI
import SQLite
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@testable import MockServer

/// What happens to databases in memory when the machine has none left.
///
/// What is tried runs on the test's own thread, and not through a socket: only that thread's allocations fail.
@Suite("Memory that runs out")
struct MemoryFaultTests {
  /// Something that changes a database, other than by an API call.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Whether the state afterwards is the same as before, since what it writes is no part of it.
    var keepsState = false
    let make: @Sendable (_ databases: Databases, _ database: Database) throws -> Void
  }

  static let kept = SnapshotName("kept")

  static let changes = [
    Change(testDescription: "a reset") { databases, _ in _ = try databases.reset(.standard) },
    Change(testDescription: "a replacement") { databases, _ in
      _ = try databases.put(.standard, databases.options(scenario: "empty"))
    },
    Change(testDescription: "a return to a snapshot") { databases, database in
      try databases.restore(#require(kept), in: database)
    },
    Change(testDescription: "a fixture") { databases, database in
      let rows = #"{"tables":{"res_country":[{"id":900,"name":"N","code":"NN","phone_code":"+1"}]}}"#
      let fixture = try Scenario(fixture: Document(parsing: Array(rows.utf8)).root, file: "body")
      _ = try database.withState { state in try databases.merge(fixture, into: database, in: state) }
    },
    Change(testDescription: "a clock") { _, database in
      try database.withState { try $0.set(.frozen(at: Timestamp(seconds: 1_489_233_600))) }
    },
    Change(testDescription: "an empty outbox") { _, database in try database.withState { try Outbox.clear(in: $0) } },
    Change(testDescription: "a session", keepsState: true) { _, database in
      try database.withState { _ = try GivenSession(login: "zoe@demo.example", in: $0) }
    },
  ]

  @Test("refuses the call in words, keeps the state, and lets the next call pass", arguments: WritingCall.all)
  func calls(_ call: WritingCall) throws {
    let server = try Self.start()
    let lucy = try WritingCall.lucy(on: server)
    let params = WritingCall.json(try call.prepared(server, lucy))
    let session = try #require(lucy.fields["X-Openerp-Session-Id"])
    try Self.expectWhole(server, keepsState: call.keepsState) { database in
      let answer = try Self.answer(to: call.path, params, of: session, in: database)
      if let error = answer.error { throw error }
      #expect(answer.isSuccess)
    }
  }

  @Test("undoes the change, or never lets it begin", arguments: changes)
  func control(_ change: Change) throws {
    let server = try Self.start()
    _ = try server.database?.keepSnapshot(#require(Self.kept))
    _ = try server.visitor().post("/helpdesk/message", #"{"login":"a@b.example","name":"Ann","message":"Help"}"#)
    try Self.expectWhole(server, keepsState: change.keepsState) { database in
      try change.make(server.databases, database)
    }
  }

  @Test("keeps a database from being made, and the next call makes it")
  func making() throws {
    let server = try Self.start()
    let databases = server.databases
    let name = try #require(DatabaseName("other"))
    try Self.tryUntilDone {
      try databases.database(name).withState { _ = try $0.connection.run("DELETE FROM res_users_device") }
    }
  }

  private static func start() throws -> TestServer {
    try TestServer.start(scenario: WritingCall.scenario, clock: WritingCall.clock)
  }

  /// Makes a change whose first, then second, … allocation fails, until none does.
  private static func expectWhole(
    _ server: TestServer, keepsState: Bool, change: (Database) throws -> Void
  ) throws {
    let before = try StateWatch(server)
    try tryUntilDone {
      try change(try #require(server.database))
    } undone: {
      let isUnchanged = try before.isUnchanged()
      #expect(keepsState || isUnchanged, "after \($0) allocations")
    }
    let isUnchanged = try before.isUnchanged()
    #expect(keepsState || !isUnchanged)
    #expect(try server.rows("PRAGMA integrity_check") == [["ok"]])
  }

  /// - Parameter undone: looks at what a failure has left, after so many allocations that didn't fail.
  private static func tryUntilDone(_ change: () throws -> Void, undone: (Int) throws -> Void = { _ in }) throws {
    var after = 0
    while true {
      faulty_memory_arm(Int32(after))
      let result = Result { try change() }
      let failed = faulty_memory_disarm()
      do {
        try result.get()
        break
      } catch let error as SQLiteError {
        #expect(failed > 0 && error.isOutOfSpace, "after \(after) allocations: \(error)")
        #expect(error.storageProblem?.contains("There is no memory") == true)
      }
      try undone(after)
      // Each of the first allocations, then fewer, since many are alike.
      after += max(1, after / 8)
      try #require(after < 50_000, "the change is never made")
    }
    #expect(after > 0, "it needs no memory")
  }

  /// An endpoint's answer to a call that is made here, without a server.
  private static func answer(
    to path: String, _ params: String, of session: String, in database: Database
  ) throws -> (isSuccess: Bool, error: SQLiteError?) {
    let endpoint = try #require(API.endpoints.first { $0.path == path })
    let body = try BodyReader(isStrict: false).read(Array(params.utf8), mediaType: "application/json")
    let (text, error) = try database.withState { state in
      let context = CallContext(state: state, session: session, authority: "localhost") { _ in "reference" }
      var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .ascii), .jsonrpc)
      endpoint.answer(body, in: context, isStrict: false, to: &writer)
      return (writer.finish().finish().withBytes { Array($0) }, context.storageError)
    }
    return (RawResponse.isSuccess(try Document(parsing: text).root), error)
  }
}
