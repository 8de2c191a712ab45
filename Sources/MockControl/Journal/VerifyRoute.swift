import HTTP
import Instrumentation
import Store

/// `POST …/journal/verify`: whether something was called, as a test expects it; it may wait for it.
///
/// Source: docs/control.md, The journal.
struct VerifyRoute: Sendable {
  let gate: ControlRouter

  func route() -> Route {
    gate.route(.post, inDatabase: "/journal/verify") { database, request, response in
      let expectation = try Expectation(request)
      let verification = Verification(of: expectation, in: database.journal)
      switch verification.check() {
      case .fulfilled: verification.write(to: &response)
      case .exceeded: verification.refuse(&response)
      case .notYet where expectation.patience == .zero: verification.refuse(&response)
      case .notYet:
        Wait(database: database, gate: gate, patience: expectation.patience).answer(&response) {
          switch verification.check() {
          case .fulfilled: { verification.write(to: &$0) }
          case .exceeded: { verification.refuse(&$0) }
          case .notYet: nil
          }
        } instead: {
          verification.refuse(&$0)
        }
      }
    }
  }
}
