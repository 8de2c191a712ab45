import Basics
import JSON
import SQLite
import Time

/// A look into a database's tables from outside, for assertions and for whoever wonders.
///
/// Values are written as a fixture writes them; hashes of passwords are not shown. Names become SQL only once the schema
/// has been found to have them.
package struct TableView {
  let connection: SQLiteConnection
  private let now: Timestamp

  package init(of state: DatabaseState) {
    connection = state.connection
    now = state.now
  }

  /// Every table and how many rows it has.
  package func list() throws -> [(name: String, rows: Int)] {
    try TableInfo.names(in: connection).map { (name: $0, rows: try count($0)) }
  }

  private func count(_ table: String) throws -> Int {
    try connection.all(dynamic: "SELECT count(*) FROM \"\(table)\"") { try $0[0] as Int }.first ?? 0
  }

  /// The names of all tables.
  package func names() throws -> Set<String> { Set(try TableInfo.names(in: connection)) }

  /// How many rows those of these tables have that `list` has too, in its order.
  package func counts(of tables: Set<String>) throws -> [(name: String, rows: Int)] {
    try TableInfo.names(in: connection).filter(tables.contains).map { (name: $0, rows: try count($0)) }
  }

  /// Writes the rows that are asked for as an array of objects, by primary key. Throws `TableError`.
  package func write(_ query: TableQuery, to writer: inout Writer) throws {
    guard let table = try TableInfo(any: query.table, in: connection) else {
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
    var column = column
    // What no row can have may be asked for: no row has it.
    column.isID = false
    switch column.domain {
    case .passwordHash, .picture: throw .value(column: column.name, message: "it can't be asked for by value")
    case .derived: column.domain = .amount
    default: break
    }
    guard let value = Self.json(text, for: column) else { return .text(text) }
    var reader = CellReader(now: now) { $0 }
    switch reader.read(value, for: column) {
    case .success(let stored): return stored
    case .failure(let error): throw .value(column: column.name, message: error.message)
    }
  }

  /// A query has no quotes: what isn't the word or number that the column takes is a string.
  private static func json(_ text: String, for column: TableInfo.Column) -> JSONValue? {
    let takesText = column.type == "TEXT" && column.domain != .rate
    if !takesText, let word = try? Document(parsing: Array(text.utf8)).root { return word }
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.string(text)
    let quoted = writer.finish().withBytes { Array($0) }
    return try? Document(parsing: quoted).root
  }
}
