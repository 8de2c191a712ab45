/// Why a database can't be had.
package enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownScenario(String, known: [String])
  case tooMany(limit: Int)
  /// There is none of that name.
  case unknown(DatabaseName)
  case noSnapshot(SnapshotName, of: DatabaseName)
  /// It was reset, replaced or deleted while a request was on its way.
  case gone(DatabaseName)

  package var description: String {
    switch self {
    case .unknownScenario(let name, let known):
      "There is no scenario \(name): there are \(known.joined(separator: ", "))"
    case .tooMany(let limit): "There are \(limit) databases already, which is the limit"
    case .unknown(let name): "There is no database \(name)"
    case .noSnapshot(let name, let database): "The database \(database) has no snapshot \(name)"
    case .gone(let name): "The database \(name) was reset, replaced or deleted while the request was on its way"
    }
  }
}
