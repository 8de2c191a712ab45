import HTTP
import Instrumentation
import JSONRPC

/// What was called, and what came back.
///
/// Source: docs/control.md, The journal.
enum JournalOperations {
  private static let path = Parameter(
    "path", .maybe(.string),
    "Only calls of a path as it was sent, of a route as the reference writes it, or of `/im_chat/*`")
  private static let status = Parameter("status", .maybe(.whole(in: 100...599)), "Only calls of a status")
  private static let after = Parameter("after", .maybe(.whole(in: 0...Int.max)), "Only calls of a higher id")
  private static let limit = Parameter(
    "limit", .maybe(.whole(in: 1...1_000_000)), "Only this number of calls, the newest; all by default")
  private static let wait = Parameter("wait", .maybe(.seconds), "How many seconds to wait until there is a call")

  static let list = ControlOperation(
    "List the calls, the newest last",
    query: [.init(path), .init(status), .init(after), .init(limit), .init(wait)],
    answers: [.init(.ok, Shape<[JournalCall]>.list(of: JournalEntry.shape).schema)],
    refusals: [(.conflict, "The database was reset, replaced or deleted while the call waited")]
  ) { call, response in
    let database = try call.database()
    let journal = database.journal
    guard call.query[limit].map({ $0 <= journal.callLimit }) ?? true else {
      throw Problem(.badRequest, "limit: should be a whole number from 1 to \(journal.callLimit)")
    }
    let (path, status) = (call.query[path].map(CallPath.init), call.query[status])
    let (after, limit) = (call.query[after] ?? 0, call.query[limit] ?? journal.callLimit)
    let calls: @Sendable () -> [JournalCall] = {
      newest(limit, in: journal, after: after) { record in
        if let path, !path.matches(record.request.path, route: record.request.route) { return false }
        return status == nil || status == record.answer?.status
      }
    }
    let answer: @Sendable ([JournalCall], inout Response) throws -> Void = { calls, response in
      try response.answer(.list(of: JournalEntry.shape), calls)
    }
    let patience = call.query[wait] ?? .zero
    let found = calls()
    guard found.isEmpty, patience > .zero else { return try answer(found, &response) }
    Wait(for: database, of: call.server, limit: patience).answer(&response) {
      let found = calls()
      guard !found.isEmpty else { return nil }
      return { try answer(found, &$0) }
    } instead: {
      try answer(calls(), &$0)
    }
  }

  static let clear = ControlOperation("Empty the journal") { call in try call.database().journal.clear() }

  /// The newest calls whose records are wanted, in order. Only what is shown is read.
  private static func newest(
    _ limit: Int, in journal: Journal, after id: Int, where isWanted: (JournalRecord) -> Bool
  ) -> [JournalCall] {
    let excerpt = journal.entries(after: id)
    var newestFirst: [JournalCall] = []
    for entry in excerpt.entries.reversed() where newestFirst.count < limit && isWanted(entry.record) {
      newestFirst += JournalCall.calls(of: entry).reversed().filter { $0.id >= excerpt.oldest }
    }
    return newestFirst.prefix(limit).reversed()
  }
}

/// Whether something was called, as a test expects it; it may wait for it.
///
/// Source: docs/control.md, The journal.
enum VerifyOperation {
  static let verify = ControlOperation(
    "Verify what was called", body: .members(Expectation.members),
    answers: [.init(.ok, Shape<[JournalCall]>.list(of: JournalEntry.shape).schema)],
    refusals: [
      (.conflict, "The expectation isn't met, or can't be checked; `found` and `nearest` say what there is instead")
    ]
  ) { call, response in
    let database = try call.database()
    let expectation = try Expectation(call.body, api: call.server.api)
    let verification = Verification(of: expectation, in: database.journal)
    let answer: @Sendable ([JournalCall], inout Response) throws -> Void = { calls, response in
      try response.answer(.list(of: JournalEntry.shape), calls)
    }
    switch verification.check() {
    case .fulfilled(let calls): try answer(calls, &response)
    case .exceeded, .unknowable: try verification.refuse(&response)
    case .unfulfilled where expectation.patience == .zero: try verification.refuse(&response)
    case .unfulfilled:
      Wait(for: database, of: call.server, limit: expectation.patience).answer(&response) {
        switch verification.check() {
        case .fulfilled(let calls): { try answer(calls, &$0) }
        case .exceeded, .unknowable: { try verification.refuse(&$0) }
        case .unfulfilled: nil
        }
      } instead: {
        try verification.refuse(&$0)
      }
    }
  }
}
