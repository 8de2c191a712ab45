import JSON
import SQLite
import Time

/// Loads the tables of a fixture, whole or not at all, and says all that is wrong with them.
///
/// It knows no table: the database's own schema and `Schema.domains` tell it what a row may have.
struct FixtureLoader {
  private let file: String
  private let tables: Members?
  private let pictures: [ScenarioPicture]
  private let merges: Bool
  let connection: SQLiteConnection
  private var reader: CellReader
  var complaints: [ScenarioProblem]
  private var loaded: [(table: TableInfo, rows: Elements)] = []
  /// The keys of the rows of the table that is being loaded, where a row would replace another.
  private var keys: Set<[DatabaseValue]> = []
  /// What the table that is being loaded asks of its rows, from the first that has a mistake on.
  private var rules: TableRules?

  /// - Parameter merges: whether a row replaces the one that has its key already.
  init(
    of scenario: Scenario, connection: SQLiteConnection, now: Timestamp, merges: Bool = false,
    hash: @escaping PasswordHasher
  ) {
    file = scenario.file
    tables = scenario.tables?.members
    pictures = scenario.pictures
    complaints = scenario.complaints
    self.merges = merges
    self.connection = connection
    reader = CellReader(now: now, hash: hash)
  }

  /// How many rows were loaded.
  var rowCount: Int { loaded.reduce(0) { $0 + $1.rows.count } }

  /// Adds the rows of the scenario. Throws `ScenarioError` with all that is wrong with it, and then nothing is added.
  mutating func load() throws {
    try connection.transaction {
      // Tables may refer to tables that come later. https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
      try connection.execute("PRAGMA defer_foreign_keys = ON")
      if let tables {
        for (name, rows) in tables { try loadTable(name, rows) }
        try checkReferences()
        try loadPictures(pictures)
      }
      guard complaints.isEmpty else { throw ScenarioError(complaints: complaints) }
    }
  }

  private mutating func loadTable(_ name: String, _ rows: JSONValue) throws {
    guard let table = try TableInfo(name, in: connection) else {
      return complain(name, message: "there is no such table")
    }
    guard let rows = rows.elements else { return complain(name, message: "a table is an array of rows") }
    keys = []
    rules = nil
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
    _ row: JSONValue, _ cells: Members, number: Int, of table: TableInfo, as shape: RowShape
  ) throws {
    var values: [DatabaseValue] = []
    values.reserveCapacity(cells.count)
    var members = cells.makeIterator()
    for (place, key) in zip(shape.places, shape.keys) {
      guard let (_, value) = members.nextPair() else { break }
      switch read(value, at: place) {
      case .success(let value): values.append(value)
      case .failure(let error): complain(table.name, number, key, message: error.message)
      }
    }
    for column in shape.missing { complain(table.name, number, column.fixtureName, message: "it is missing") }
    let isWhole = values.count == shape.stored.count
    let key = merges && isWhole ? shape.keyPlaces?.map { values[$0] } : nil
    guard isWhole, let insertion = shape.insertion, key.map(keys.contains) != true else {
      try inspect(row, cells, number: number, of: table, as: shape)
      return
    }
    do throws(SQLiteError) {
      try insertion.run(values)
      if merges { keys.insert(key ?? [.integer(Int64(connection.lastInsertedID))]) }
    } catch {
      guard error.isConstraint else { throw error }
      // What the table's rules don't say, only SQLite can.
      if try !inspect(row, cells, number: number, of: table, as: shape) {
        explain(error, row: row, number: number, table: table)
      }
    }
  }

  private mutating func read(_ value: JSONValue, at place: RowShape.Place) -> Result<DatabaseValue, CellError> {
    switch place {
    case .column(let column): reader.read(value, for: column)
    case .password: reader.hash(ofPassword: value)
    case .refused(let message): .failure(CellError(message))
    }
  }

  /// Says which rules of its table a row breaks that is refused, and whether there are any.
  @discardableResult
  private mutating func inspect(
    _ row: JSONValue, _ cells: Members, number: Int, of table: TableInfo, as shape: RowShape
  ) throws -> Bool {
    var given: [String: DatabaseValue] = [:]
    var faulty = Set(shape.missing.map(\.name))
    for (place, cell) in zip(shape.places, cells) {
      guard let column = place.column else { continue }
      switch read(cell.value, at: place) {
      case .success(let value): given[column.name] = value
      case .failure: faulty.insert(column.name)
      }
    }
    let rules = try self.rules ?? TableRules(of: table, in: connection)
    self.rules = rules
    var breaches = try rules.breaches(by: given, without: faulty, replacing: merges, in: connection)
    let key = table.key.map(\.name)
    if keys.contains(key.compactMap { given[$0] }) { breaches.append(.unique(columns: key)) }
    for breach in breaches {
      let complaint = complaint(about: breach, row: row, number: number, table: table.name)
      // Two rules may ask for one thing.
      if complaints.last != complaint { complaints.append(complaint) }
    }
    return !breaches.isEmpty
  }

  private func complaint(
    about breach: TableRules.Violation, row: JSONValue, number: Int, table: String
  ) -> ScenarioProblem {
    let (columns, wrong) =
      switch breach {
      case .check(let columns, let words): (columns, "is not allowed: \(words)")
      case .unique(let columns): (columns, "stands in another row already")
      }
    let column = columns.first { row[$0] != nil }
    let value = column.flatMap { row[$0] }.map { "\($0)" } ?? "the row"
    return ScenarioProblem(file: file, table: table, row: number, column: column, message: "\(value) \(wrong)")
  }

  /// Says what SQLite says: of a trigger of ours, or of an index of more than columns.
  private mutating func explain(_ error: SQLiteError, row: JSONValue, number: Int, table: TableInfo) {
    switch error.code {
    case .constraintUnique: complain(table.name, number, message: "such a row is there already")
    case .constraintDatatype:
      complain(table.name, number, message: "what the database sums up becomes larger than an amount can be")
    default:
      let names = TableRules.names(in: error.message)
      let column = table.columns.first { names.contains($0.name) }?.name
      complain(table.name, number, column, message: error.message)
    }
  }

  /// A look at the whole database first: only where it finds something are the rows looked at one by one, or where some
  /// were refused, which it doesn't have.
  private mutating func checkReferences() throws {
    var isBroken = !complaints.isEmpty
    try connection.forEach("SELECT 1 FROM pragma_foreign_key_check LIMIT 1") { _ in isBroken = true }
    guard isBroken else { return }
    let given = Dictionary(loaded.map { ($0.table.name, Set($0.rows.compactMap { $0["id"]?.integer })) }) {
      $0.union($1)
    }
    for (table, rows) in loaded {
      for key in table.foreignKeys {
        for (index, row) in rows.enumerated() {
          guard let id = row[key.column]?.integer, TableInfo.ids.contains(Int64(id)) else { continue }
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
    complaints.append(ScenarioProblem(file: file, table: table, row: row, column: column, message: message))
  }
}
