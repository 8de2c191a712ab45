import SQLite
import Time

/// A database's state at a moment, apart from the database, which goes on.
package struct StateImage: Sendable {
  let database: String
  /// Where its clock stands; nil where it runs.
  let clock: Timestamp?
  let pages: [UInt8]
}

extension DatabaseState {
  package func stateImage() throws -> StateImage {
    StateImage(database: name, clock: clock.isFrozen ? now : nil, pages: try connection.serialize())
  }
}
