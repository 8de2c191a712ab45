import HTTP
import JSONRPC

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
