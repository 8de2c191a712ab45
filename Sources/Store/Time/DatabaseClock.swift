import Time

/// The one clock of a database: the system's, or a moment at which a test has stopped it, or some way off.
package struct DatabaseClock: Sendable, Equatable {
  private enum Reading: Sendable, Equatable {
    /// The system's time and so many seconds.
    case running(offset: Int)
    case frozen(Timestamp)
  }

  private var reading: Reading

  /// Where a clock can be set: from the epoch on, as far as four digits of a year go.
  package static let range = Timestamp(seconds: 0)...Timestamp.expressible.upperBound

  /// The system's clock.
  package static let system = DatabaseClock(.running(offset: 0))

  /// A clock that stands at `moment`.
  package static func frozen(at moment: Timestamp) -> DatabaseClock { DatabaseClock(.frozen(moment)) }

  /// A clock that runs, and shows `moment` now.
  package static func running(from moment: Timestamp) -> DatabaseClock {
    DatabaseClock(.running(offset: moment.seconds - Timestamp.now.seconds))
  }

  /// A clock as it was kept: where it stands, else how far it is off the system's.
  init(standing moment: Timestamp?, offset: Int) {
    self.init(moment.map { .frozen($0) } ?? .running(offset: offset))
  }

  private init(_ reading: Reading) {
    self.reading = reading
  }

  package var isFrozen: Bool { standing != nil }

  /// Where it stands; nil where it runs.
  var standing: Timestamp? {
    if case .frozen(let moment) = reading { moment } else { nil }
  }

  /// How far it is off the system's, where it runs.
  var offset: Int {
    if case .running(let offset) = reading { offset } else { 0 }
  }

  package var now: Timestamp {
    switch reading {
    case .frozen(let moment): moment
    case .running(let offset): Timestamp.now.advanced(by: offset)
    }
  }

  /// The same clock, so many seconds later; nil where that is beyond where a clock can be set.
  package func advanced(by seconds: Int) -> DatabaseClock? {
    guard seconds >= 0, seconds <= Self.range.upperBound.seconds - now.seconds else { return nil }
    switch reading {
    case .frozen(let moment): return .frozen(at: moment.advanced(by: seconds))
    case .running(let offset): return DatabaseClock(.running(offset: offset + seconds))
    }
  }
}
