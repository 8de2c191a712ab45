import JSONRPC
import Synchronization

/// What takes work to make and is always the same: made when it is first asked for.
final class Lazy<Made: Sendable>: Sendable {
  private let make: @Sendable () throws -> Made
  private let made = Mutex<Made?>(nil)

  init(_ make: @escaping @Sendable () throws -> Made) {
    self.make = make
  }

  /// Who asks meanwhile waits. What `make` throws is thrown, and it is called again the next time.
  func value() throws -> Made {
    try made.withLock { made in
      if let made { return made }
      let value = try make()
      made = value
      return value
    }
  }
}

/// What is another for each revision of the reference, made when it is first asked for.
struct RevisionTable<Made: Sendable>: Sendable {
  private let entries: [Revision: Lazy<Made>]

  init(_ make: @escaping @Sendable (Revision) throws -> Made) {
    entries = Dictionary(
      uniqueKeysWithValues: Revision.allCases.map { revision in (revision, Lazy { try make(revision) }) })
  }

  func value(for revision: Revision) throws -> Made {
    guard let entry = entries[revision] else { preconditionFailure("every revision has an entry") }
    return try entry.value()
  }
}
