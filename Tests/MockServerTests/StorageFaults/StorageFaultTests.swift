import CFaultyVFS
import CSQLite
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// What fails below SQLite: writes, truncations, locks and synchronisations of a database's files.
@Suite("A disk that fails", .serialized)
struct StorageFaultTests {
  /// What fails, and how.
  enum Fault: String, CaseIterable, Sendable {
    case full, ioError, corrupt, busy, memory

    func arm(_ path: String, after operations: Int32) {
      switch self {
      case .full: faulty_vfs_arm(path, operations, SQLITE_FULL)
      case .ioError: faulty_vfs_arm(path, operations, SQLITE_IOERR)
      case .corrupt: faulty_vfs_arm(path, operations, SQLITE_CORRUPT)
      case .busy: faulty_vfs_arm(path, operations, SQLITE_BUSY)
      case .memory: faulty_vfs_arm_memory(path, operations)
      }
    }

    /// The status of a call that meets it, and what the client is told.
    var refusal: (status: Int, words: String) {
      switch self {
      case .full: (507, "There is no room on the disk")
      case .ioError: (500, "The disk failed")
      case .corrupt: (500, "The database's file is damaged")
      case .busy: (500, "locked by another program")
      case .memory: (507, "There is no memory")
      }
    }
  }

  /// A control call that writes.
  struct ControlWriting: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    var body: String?
    /// Whether the state afterwards is the same as before, since what it writes is no part of it.
    var keepsState = false

    var testDescription: String { "\(method) \(path)" }
  }

  private static let database = "/databases/nebeus"
  static let controlWritings = [
    ControlWriting(
      method: "POST", path: database + "/fixtures",
      body: #"{"tables":{"res_country":[{"id":900,"name":"N","code":"NN","phone_code":"+1"}]}}"#),
    ControlWriting(method: "PUT", path: database + "/clock", body: #"{"now":"2017-03-11T12:00:00Z"}"#),
    ControlWriting(method: "POST", path: database + "/clock/advance", body: #"{"seconds":60}"#),
    ControlWriting(
      method: "POST", path: database + "/sessions", body: #"{"login":"zoe@demo.example"}"#, keepsState: true),
    ControlWriting(method: "DELETE", path: database + "/outbox"),
    ControlWriting(method: "POST", path: database + "/reset"),
    ControlWriting(method: "PUT", path: database, body: #"{"scenario":"empty"}"#),
    ControlWriting(method: "POST", path: database + "/snapshots/other/restore"),
    ControlWriting(method: "POST", path: "/provider-states", body: #"{"state":"scenario reference"}"#),
  ]

  @Test("refuses the call in words, keeps the state, and lets the next call pass", arguments: WritingCall.all)
  func calls(_ call: WritingCall) throws {
    let folder = try TemporaryFolder()
    let server = try Self.start(in: folder)
    let lucy = try WritingCall.lucy(on: server)
    try server.control("PUT", "/databases/nebeus/snapshots/before")
    for fault in Fault.allCases {
      let params = WritingCall.json(try call.prepared(server, lucy))
      try Self.expectWhole(server, folder, fault, keepsState: call.keepsState) {
        let answer = try lucy.call(call.path, params)
        return (answer, answer.isSuccess)
      }
      try server.control("POST", "/databases/nebeus/snapshots/before/restore")
    }
  }

  @Test("refuses the control call, keeps the state, and lets the next one pass", arguments: controlWritings)
  func controlCalls(_ call: ControlWriting) throws {
    for fault in Fault.allCases {
      let folder = try TemporaryFolder()
      let server = try Self.start(in: folder)
      let lucy = try WritingCall.lucy(on: server)
      try server.control("PUT", "/databases/nebeus/snapshots/other")
      // Something that each of the calls changes.
      _ = try lucy.call("/helpdesk/message", #"{"login":"a@b.example","name":"Ann","message":"Help"}"#)
      try Self.expectWhole(server, folder, fault, keepsState: call.keepsState) {
        let answer = try server.control(call.method, call.path, call.body)
        return (answer, answer.status < 300)
      }
    }
  }

  private static func start(in folder: TemporaryFolder) throws -> TestServer {
    try #require(faulty_vfs_register() == SQLITE_OK)
    return try TestServer.start(scenario: WritingCall.scenario, clock: WritingCall.clock) { settings, _ in
      settings.data = Settings.Data(folder: folder.path, isDurable: true)
    }
  }

  /// Makes a call whose first, then second, … operation fails, until nothing does.
  private static func expectWhole(
    _ server: TestServer, _ folder: TemporaryFolder, _ fault: Fault, keepsState: Bool,
    call: () throws -> (answer: RawResponse, isDone: Bool)
  ) throws {
    let before = try StateWatch(server)
    var failures = 0
    // Each of the first operations, then fewer: a copy of all pages has many that are alike, and so have allocations.
    for after in sequence(first: 0, next: { $0 + max(1, $0 / 8) }) {
      fault.arm(folder.path, after: Int32(after))
      let (answer, isDone) = try call()
      let failed = faulty_vfs_disarm()
      let what: Comment = "\(fault), operation \(after): \(answer.status) \(answer.text)"
      let isUnchanged = try before.isUnchanged()
      if failed == 0 {
        #expect(isDone, what)
        #expect(failures > 0 || fault == .memory, "the call meets no fault: \(fault)")
      }
      // What fails after the commit, a checkpoint say, is tried again by the next one: then the call is done, and
      // whole.
      #expect(keepsState || isDone != isUnchanged, what)
      guard failed > 0, !isDone else { break }
      failures += 1
      #expect(answer.status == fault.refusal.status, what)
      #expect(answer.text.contains(fault.refusal.words), what)
      try #require(after < 20_000, "the call never passed: \(what)")
    }
    #expect(try server.rows("PRAGMA integrity_check") == [["ok"]])
  }
}
