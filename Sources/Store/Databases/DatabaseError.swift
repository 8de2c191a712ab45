/// Why a database can't be had.
package enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownScenario(String, known: [String])
  case tooMany(limit: Int)

  package var description: String {
    switch self {
    case .unknownScenario(let name, let known):
      "There is no scenario \(name): there are \(known.joined(separator: ", "))"
    case .tooMany(let limit): "There are \(limit) databases already, which is the limit (--max-databases)"
    }
  }
}
