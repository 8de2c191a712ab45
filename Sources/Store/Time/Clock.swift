import Glibc

/// The one clock of a database: the system's, or a moment at which a test has stopped it, or some way off.
package struct Clock: Sendable, Equatable {
  private enum Reading: Sendable, Equatable {
    /// The system's time and so many seconds.
    case running(offset: Int)
    case frozen(Moment)
  }

  private var reading: Reading

  /// The system's clock.
  package static let system = Clock(.running(offset: 0))

  /// A clock that stands at `moment`.
  package static func frozen(at moment: Moment) -> Clock { Clock(.frozen(moment)) }

  private init(_ reading: Reading) {
    self.reading = reading
  }

  package var isFrozen: Bool {
    if case .frozen = reading { true } else { false }
  }

  package var now: Moment {
    switch reading {
    case .frozen(let moment): moment
    case .running(let offset): Moment(seconds: time(nil)).advanced(by: offset)
    }
  }
}
