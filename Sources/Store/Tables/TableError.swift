/// Why tables can't be shown as they were asked for.
package enum TableError: Error, Sendable, Equatable, CustomStringConvertible {
  case noTable(String, known: [String])
  case noColumn(String, table: String, known: [String])
  /// A value that the column can't have.
  case value(column: String, message: String)

  package var description: String {
    switch self {
    case .noTable(let name, let known):
      "There is no table \(name): there are \(known.joined(separator: ", "))"
    case .noColumn(let name, let table, let known):
      "\(name): \(table) has no such column; it has \(known.joined(separator: ", "))"
    case .value(let column, let message): "\(column): \(message)"
    }
  }
}
