import Store
import Synchronization

/// How databases were made before a state made them from another scenario, so that they can be made so again.
final class OriginalOptions: Sendable {
  private struct Loan {
    let own: DatabaseOptions
    let borrowed: DatabaseOptions
  }

  private let loans = Mutex<[DatabaseName: Loan]>([:])

  /// Notes that the database, made by `own`, is made by `borrowed` for a while.
  func note(_ name: DatabaseName, own: DatabaseOptions, borrowed: DatabaseOptions) {
    loans.withLock { loans in
      // A state after another: the database's own is what it was before the first.
      let first = loans[name].flatMap { $0.borrowed == own ? $0.own : nil } ?? own
      loans[name] = Loan(own: first, borrowed: borrowed)
    }
  }

  /// The database's own recipe; nil where it has it, or has been made anew by somebody else.
  func takeBack(_ name: DatabaseName, madeBy current: DatabaseOptions) -> DatabaseOptions? {
    loans.withLock { loans in
      guard let loan = loans.removeValue(forKey: name), loan.borrowed == current else { return nil }
      return loan.own
    }
  }
}
