import Basics
import JSON
import SQLite
import Time

/// Reads a database's tables from outside, for assertions and for people.
///
/// Values are written as a fixture has them; password hashes are not shown. A name becomes SQL only if the schema has
/// it.
package struct TableView {
  let schema: Schema
  let connection: SQLiteConnection
  private let now: Timestamp

  package init(of state: DatabaseState) {
    schema = state.schema
    connection = state.connection
    now = state.now
  }

  /// Every table and how many rows it has. Throws `SQLiteError`.
  package func list() throws -> [(name: String, rows: Int)] {
    try TableInfo.names(in: connection).map { (name: $0, rows: try count($0)) }
  }

  private func count(_ table: String) throws -> Int {
    try connection.all(dynamic: "SELECT count(*) FROM \"\(table)\"") { try $0[0] as Int }.first ?? 0
  }

  /// The names of all tables. Throws `SQLiteError`.
  package func names() throws -> Set<String> { Set(try TableInfo.names(in: connection)) }

  /// How many rows those of these tables have that `list` has too, in its order. Throws `SQLiteError`.
  package func counts(of tables: Set<String>) throws -> [(name: String, rows: Int)] {
    try TableInfo.names(in: connection).filter(tables.contains).map { (name: $0, rows: try count($0)) }
  }

  /// Writes the requested rows as an array of objects, by primary key. Throws `TableError` and `SQLiteError`.
  package func write(_ query: TableQuery, to writer: inout Writer) throws {
    guard let table = try TableInfo(any: query.table, schema, in: connection) else {
      throw TableError.noTable(query.table, known: try TableInfo.names(in: connection))
    }
    let (condition, values) = try condition(query.filters, of: table)
    let sql = """
      SELECT \(TableInfo.list(table.columns.map(\.name))) FROM "\(table.name)"\(condition)
      ORDER BY \(TableInfo.list(table.key.map(\.name))) LIMIT ? OFFSET ?
      """
    let cells = CellWriter(showsHashes: false)
    writer.beginArray()
    try connection.forEach(
      dynamic: sql, values + [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
    ) { row in try cells.write(row, table.columns, to: &writer) }
    writer.endArray()
  }

  private func condition(
    _ filters: [(column: String, value: String)], of table: TableInfo
  ) throws(TableError) -> (sql: String, values: [DatabaseValue]) {
    var conditions: [String] = []
    var values: [DatabaseValue] = []
    for (name, text) in filters {
      guard let column = table.column(name) else {
        throw .noColumn(name, table: table.name, known: table.columns.map(\.name))
      }
      if text == "null", column.isNullable {
        conditions.append("\"\(name)\" IS NULL")
      } else {
        conditions.append("\"\(name)\" = ?")
        values.append(try value(text, of: column))
      }
    }
    return (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "), values)
  }

  /// What the column stores for a value of the query: the fixtures' reader knows.
  private func value(_ text: String, of column: TableInfo.Column) throws(TableError) -> DatabaseValue {
    var cell = column.cell
    // An id that no row can have may be asked for: no row has it.
    cell.isID = false
    switch cell.format {
    case .passwordHash, .image: throw .value(column: column.name, message: "can't be filtered by value")
    case .derived: cell.format = .amount
    default: break
    }
    guard let value = Self.json(text, for: column) else { return .text(text) }
    switch CellReader(now: now, hash: { $0 }).read(value, as: cell) {
    case .success(let stored): return stored
    case .failure(let error): throw .value(column: column.name, message: error.message)
    }
  }

  /// A query has no quotes: what isn't the word or number that the column takes is a string.
  private static func json(_ text: String, for column: TableInfo.Column) -> JSONValue? {
    let takesText = column.type == "TEXT" && column.format != .rate
    if !takesText, let word = try? Document(parsing: Array(text.utf8)).root { return word }
    return try? Document(parsing: text.json()).root
  }
}

/// Which rows of a table to read.
package struct TableQuery: Sendable {
  let table: String
  /// Columns and the values they must have, as the query of a URL has them.
  let filters: [(column: String, value: String)]
  let limit: Int
  let offset: Int

  package init(table: String, filters: [(column: String, value: String)], limit: Int, offset: Int) {
    self.table = table
    self.filters = filters
    self.limit = limit
    self.offset = offset
  }
}

/// Why a table can't be read as requested.
package enum TableError: Error, Sendable, Equatable, CustomStringConvertible {
  case noTable(String, known: [String])
  case noColumn(String, table: String, known: [String])
  /// A value that the column can't have.
  case value(column: String, message: String)

  package var description: String {
    switch self {
    case .noTable(let name, let known):
      "unknown table \"\(name)\"; the tables are \(known.joined(separator: ", "))"
    case .noColumn(let name, let table, let known):
      "\(name): unknown column of \(table); the columns are \(known.joined(separator: ", "))"
    case .value(let column, let message): "\(column): \(message)"
    }
  }
}
