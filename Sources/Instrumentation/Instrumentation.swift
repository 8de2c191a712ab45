import Store

/// What a test observes a database by and does to it: journal, recording, faults, and who waits for something.
///
/// There is one for each incarnation of a database; it is no part of the database's state.
package final class Instrumentation: DatabaseAttachment {
  package let journal: Journal
  package let recording: Recording
  package let faults = FaultList()
  package let waiters = Waiters()
  /// What was exercised in the databases of this name, this incarnation and those before; nil where nobody counts.
  package let coverage: DatabaseCoverage?

  /// - Parameters:
  ///   - journalLimit: how many calls the journal keeps, and the recording.
  ///   - recordsAll: whether the recording has no limit.
  package init(journalLimit: Int = Journal.defaultLimit, recordsAll: Bool = false, coverage: DatabaseCoverage? = nil) {
    journal = Journal(callLimit: journalLimit)
    recording = recordsAll ? Recording(callLimit: .max, byteLimit: .max) : Recording(callLimit: journalLimit)
    self.coverage = coverage
  }

  package func databaseEnded(_ name: DatabaseName) {
    coverage?.settle()
    waiters.end(.gone(name))
  }
}

extension Database {
  /// The database's instrumentation. The server that made the database attached it (`DatabaseSettings.attachment`).
  package var instrumentation: Instrumentation {
    guard let attachment else { preconditionFailure("the database \(name) was made without instrumentation") }
    // A downcast of a known class costs a call nothing this way; debug builds check it.
    return unsafe unsafeDowncast(attachment, to: Instrumentation.self)
  }

  package var journal: Journal { instrumentation.journal }
  package var recording: Recording { instrumentation.recording }
  package var faults: FaultList { instrumentation.faults }
  package var waiting: Waiters { instrumentation.waiters }
}
