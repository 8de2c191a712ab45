import JSON
import SQLite

/// The shapes of a table's rows, each made once: there are few, and rows of one shape come in runs.
struct RowShapes {
  private let table: TableInfo
  private let replaces: Bool
  private let connection: SQLiteConnection
  private var known: [RowShape] = []

  private static let most = 16

  /// - Parameter replaces: whether a row takes the place of the one that has its key already.
  init(of table: TableInfo, replacing replaces: Bool, on connection: SQLiteConnection) {
    self.table = table
    self.replaces = replaces
    self.connection = connection
  }

  mutating func shape(of row: Members) throws -> RowShape {
    if let index = known.firstIndex(where: { $0.fits(row) }) { return known[index] }
    let made = try RowShape(of: row, in: table, replacing: replaces, on: connection)
    if known.count == Self.most { known.removeAll() }
    known.append(made)
    return made
  }
}
