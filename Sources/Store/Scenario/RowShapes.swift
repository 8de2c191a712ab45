import JSON
import SQLite

/// The shapes of a table's rows, each made once: there are few, and rows of one shape come in runs.
struct RowShapes {
  private let table: TableInfo
  private let connection: Connection
  private let merges: Bool
  private var known: [RowShape] = []

  private static let most = 16

  /// - Parameter merges: whether a row replaces the one that has its key already.
  init(of table: TableInfo, on connection: Connection, merges: Bool) {
    self.table = table
    self.connection = connection
    self.merges = merges
  }

  mutating func shape(of row: Members) throws -> RowShape {
    if let index = known.firstIndex(where: { $0.fits(row) }) { return known[index] }
    let made = try RowShape(of: row, in: table, on: connection, merges: merges)
    if known.count == Self.most { known.removeAll() }
    known.append(made)
    return made
  }
}
