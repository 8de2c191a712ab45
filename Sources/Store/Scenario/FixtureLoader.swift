import JSON
import SQLite

/// Loads the tables of a fixture, whole or not at all, and says all that is wrong with them.
///
/// It knows no table: the database's own schema and `Schema.domains` tell it what a row may have.
struct FixtureLoader {
  private let file: String
  private let merges: Bool
  let connection: Connection
  private var reader: CellReader
  var complaints: [ScenarioComplaint] = []
  private var loaded: [(table: TableInfo, rows: Elements)] = []

  /// - Parameter merges: whether a row replaces the one that has its key already.
  init(file: String, connection: Connection, now: Moment, merges: Bool = false, hash: @escaping PasswordHasher) {
    self.file = file
    self.merges = merges
    self.connection = connection
    reader = CellReader(now: now, hash: hash)
  }

  /// How many rows were loaded.
  var rowCount: Int { loaded.reduce(0) { $0 + $1.rows.count } }

  /// Adds the rows of `tables`, an object of arrays of objects. Throws `ScenarioError`, and then nothing is added.
  mutating func load(_ tables: Members, pictures: [ScenarioPicture] = []) throws {
    try connection.transaction {
      // Tables may refer to tables that come later. https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
      try connection.execute("PRAGMA defer_foreign_keys = ON")
      for (name, rows) in tables {
        try loadTable(name, rows)
      }
      try checkReferences()
      try loadPictures(pictures)
      guard complaints.isEmpty else { throw ScenarioError(complaints: complaints) }
    }
  }

  private mutating func loadTable(_ name: String, _ rows: JSON.Value) throws {
    guard let table = try TableInfo(name, in: connection) else {
      return complain(name, message: "there is no such table")
    }
    guard let rows = rows.elements else { return complain(name, message: "a table is an array of rows") }
    var shapes = RowShapes(of: table, replacing: merges, on: connection)
    for (index, row) in rows.enumerated() {
      guard let cells = row.members else {
        complain(name, index + 1, message: "a row is an object of columns and values")
        continue
      }
      try loadRow(row, cells, number: index + 1, of: table, as: try shapes.shape(of: cells))
    }
    loaded.append((table, rows))
  }

  private mutating func loadRow(
    _ row: JSON.Value, _ cells: Members, number: Int, of table: TableInfo, as shape: RowShape
  ) throws {
    let mistakes = complaints.count
    var values: [SQLite.Value] = []
    values.reserveCapacity(cells.count)
    var members = cells.makeIterator()
    for (place, key) in zip(shape.places, shape.keys) {
      guard let (_, value) = members.nextPair() else { break }
      switch read(value, at: place) {
      case .success(let value): values.append(value)
      case .failure(let error): complain(table.name, number, key, message: error.message)
      }
    }
    for column in shape.missing { complain(table.name, number, column, message: "it is missing") }
    guard complaints.count == mistakes, let insertion = shape.insertion else { return }
    do throws(SQLiteError) {
      try insertion.run(values)
    } catch {
      guard error.isConstraint else { throw error }
      explain(error, row: row, number: number, table: table)
    }
  }

  private mutating func read(_ value: JSON.Value, at place: RowShape.Place) -> Result<SQLite.Value, CellError> {
    switch place {
    case .column(let column): reader.read(value, for: column)
    case .password: reader.hash(ofPassword: value)
    case .unknown: .failure("there is no such column")
    }
  }

  /// Says which column of the row breaks a constraint: SQLite names it, or the CHECK that has it.
  private mutating func explain(_ error: SQLiteError, row: JSON.Value, number: Int, table: TableInfo) {
    let broken = error.message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? error.message
    let words = Set(broken.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    let column = table.columns.first { words.contains($0.name) }?.name
    let value = column.flatMap { row[$0] }.map { "\($0)" } ?? "the row"
    if error.message.hasPrefix("UNIQUE") {
      complain(table.name, number, column, message: "\(value) stands in another row already")
    } else if error.message.hasPrefix("CHECK") {
      complain(table.name, number, column, message: "\(value) is not allowed: \(broken)")
    } else {
      complain(table.name, number, column, message: error.message)
    }
  }

  /// A look at the whole database first: only where it finds something are the rows looked at one by one.
  private mutating func checkReferences() throws {
    var isBroken = false
    try connection.forEach("SELECT 1 FROM pragma_foreign_key_check LIMIT 1") { _ in isBroken = true }
    guard isBroken else { return }
    let given = Dictionary(loaded.map { ($0.table.name, Set($0.rows.compactMap { $0["id"]?.integer })) }) {
      $0.union($1)
    }
    for (table, rows) in loaded {
      for key in table.foreignKeys {
        for (index, row) in rows.enumerated() {
          guard let value = row[key.column], let id = value.integer else { continue }
          // A row that was refused for something else is missed by those that refer to it: told once is enough.
          if try !exists(id, key), given[key.parent]?.contains(id) != true {
            complain(table.name, index + 1, key.column, message: "\(id) is no \(key.parentColumn) of \(key.parent)")
          }
        }
      }
    }
    guard complaints.isEmpty else { return }
    complain(nil, message: "rows refer to rows that aren't there")
  }

  private func exists(_ id: Int, _ key: TableInfo.ForeignKey) throws -> Bool {
    var found = false
    let sql = "SELECT 1 FROM \"\(key.parent)\" WHERE \"\(key.parentColumn)\" = ?"
    try connection.forEach(dynamic: sql, [.integer(Int64(id))]) { _ in found = true }
    return found
  }

  private mutating func complain(_ table: String?, _ row: Int? = nil, _ column: String? = nil, message: String) {
    complaints.append(ScenarioComplaint(file: file, table: table, row: row, column: column, message: message))
  }
}
