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
  /// How an operation fails.
  enum Fault: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case full, ioError, corrupt, busy

    var code: Int32 {
      switch self {
      case .full: SQLITE_FULL
      case .ioError: SQLITE_IOERR
      case .corrupt: SQLITE_CORRUPT
      case .busy: SQLITE_BUSY
      }
    }

    var testDescription: String { rawValue }
  }

  /// A request that writes.
  struct Writing: Sendable, CustomTestStringConvertible {
    let path: String
    let params: String
    var method = "POST"
    /// Whether the state afterwards is the same as before, since what it writes is no part of it.
    var keepsState = false

    var testDescription: String { "\(method) \(path)" }
    var isControl: Bool { path.hasPrefix("/_mock") }
  }

  private static let database = "/_mock/databases/nebeus"
  static let requests = [
    Writing(path: "/signup/1.0/json", params: NewUser([:]).json),
    Writing(path: "/reset_password/1.0/json", params: #"{"login":"mateo@demo.example"}"#),
    Writing(path: "/helpdesk/message", params: #"{"login":"a@b.example","name":"Ann","message":"Help"}"#),
    Writing(
      path: "/im_chat/post",
      params: #"{"uuid":"325d8b4a-6eef-4c57-ab59-7f442625c029","message_type":"message","message_content":"Hello"}"#),
    Writing(
      path: "/im_chat/api/get_or_create_session", params: #"{"user_to":17,"doc_model":"res.partner","doc_id":777}"#),
    Writing(path: "/im_chat/api/user_chat_ab/add_users", params: #"{"user_ids":[8,10]}"#),
    Writing(path: "/im_chat/api/user_chat_ab/remove_users", params: #"{"user_ids":[7]}"#),
    Writing(
      path: database + "/fixtures",
      params: #"{"tables":{"res_country":[{"id":900,"name":"N","code":"NN","phone_code":"+1"}]}}"#),
    Writing(path: database + "/clock", params: #"{"now":"2017-03-11T12:00:00Z"}"#, method: "PUT", keepsState: false),
    Writing(path: database + "/sessions", params: #"{"login":"zoe@demo.example"}"#, keepsState: true),
    Writing(path: database + "/outbox", params: "", method: "DELETE", keepsState: true),
  ]

  @Test(
    "refuses the call, keeps the state, and lets the next call pass, whichever operation fails", arguments: requests,
    Fault.allCases)
  func faults(_ request: Writing, _ fault: Fault) throws {
    try #require(faulty_vfs_register() == SQLITE_OK)
    let folder = try TemporaryFolder()
    let server = try TestServer.start(scenario: "demo", clock: "2017-03-10T12:00:00Z") { settings, _ in
      settings.data = Settings.Data(folder: folder.path, isDurable: true)
    }
    let lucy = try server.signIn("lucy@demo.example", "demo-password")
    let before = try server.state()
    var failures = 0
    // The call's own write is the last that can fail; a hundred operations are more than any of these needs.
    for after in 0..<100 {
      faulty_vfs_arm(folder.path, Int32(after), fault.code)
      let answer = try Self.send(request, as: lucy)
      let failed = faulty_vfs_disarm()
      guard failed > 0 else {
        #expect(try Self.isDone(answer, request), "without a fault: \(answer.text)")
        #expect(try request.keepsState || server.state() != before)
        #expect(failures > 0, "the call does not write")
        #expect(try server.rows("PRAGMA integrity_check") == [["ok"]])
        return
      }
      failures += 1
      let isDone = try Self.isDone(answer, request)
      let state = try server.state()
      // A checkpoint that fails after the commit is tried again by the next one: then the call is done, and whole.
      #expect(isDone != (state == before) || request.keepsState, "operation \(after): \(answer.status) \(answer.text)")
      guard !isDone else {
        return
      }
      #expect(answer.status >= 500 || !request.isControl, "operation \(after): \(answer.status) \(answer.text)")
      if fault == .full { #expect(answer.status == 507, "operation \(after): \(answer.text)") }
    }
    Issue.record("the call never passed")
  }

  private static func send(_ request: Writing, as caller: TestCaller) throws -> RawResponse {
    if request.isControl {
      return try caller.send(request.method, request.path, request.params, type: "application/json")
    }
    return try caller.call(request.path, request.params)
  }

  private static func isDone(_ answer: RawResponse, _ request: Writing) throws -> Bool {
    if request.isControl { return answer.status < 300 }
    let json = try answer.json
    return answer.status == 200 && json["error"] == nil && json[0]?["error"] == nil
  }
}
