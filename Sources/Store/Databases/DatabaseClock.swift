import SQLite
import Time

/// The clock of a database: the system's time, some seconds off it, or a time at which a test has frozen it.
package struct DatabaseClock: Sendable, Equatable {
  private enum Reading: Sendable, Equatable {
    /// The system's time plus that many seconds.
    case running(offset: Int)
    case frozen(Timestamp)
  }

  private var reading: Reading

  /// What a clock can be set to: from 1970 to the end of the year 9999.
  package static let range = Timestamp(seconds: 0)...Timestamp.expressible.upperBound

  /// The system's clock.
  package static let system = DatabaseClock(.running(offset: 0))

  /// A clock that shows the same time until it is set.
  package static func frozen(at time: Timestamp) -> DatabaseClock { DatabaseClock(.frozen(time)) }

  /// A clock that runs, and shows `time` now.
  package static func running(from time: Timestamp) -> DatabaseClock {
    DatabaseClock(.running(offset: time.seconds - Timestamp.now.seconds))
  }

  /// A clock as it was stored: frozen, or off the system's time.
  init(frozenAt time: Timestamp?, offset: Int) {
    self.init(time.map { .frozen($0) } ?? .running(offset: offset))
  }

  private init(_ reading: Reading) {
    self.reading = reading
  }

  package var isFrozen: Bool { frozenAt != nil }

  /// The time at which it is frozen; nil if it runs.
  var frozenAt: Timestamp? {
    if case .frozen(let time) = reading { time } else { nil }
  }

  /// How many seconds it is ahead of the system's time, if it runs.
  var offset: Int {
    if case .running(let offset) = reading { offset } else { 0 }
  }

  package var now: Timestamp {
    switch reading {
    case .frozen(let time): time
    case .running(let offset): Timestamp.now.advanced(by: offset)
    }
  }

  /// The same clock that many seconds later; nil if a clock can't be set to that.
  package func advanced(by seconds: Int) -> DatabaseClock? {
    guard seconds >= 0, seconds <= Self.range.upperBound.seconds - now.seconds else { return nil }
    switch reading {
    case .frozen(let time): return .frozen(at: time.advanced(by: seconds))
    case .running(let offset): return DatabaseClock(.running(offset: offset + seconds))
    }
  }
}

/// Bound as the tables write a moment: `YYYY-MM-DD HH:MM:SS`.
extension Timestamp: Bindable {
  package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try withDescription { (text) throws(SQLiteError) in try parameter.set(utf8: text) }
  }
}
