import JSON
import SQLite
import Time

/// Loads the tables of a fixture, whole or not at all, and reports all that is wrong with them.
///
/// It knows no table: the database itself and the schema's column formats say what a row may have.
struct FixtureLoader {
  private let file: String
  private let tables: Members?
  private let images: [ScenarioImage]
  private let script: String?
  private let generated: [(kind: String, values: [String])]
  private let merges: Bool
  let schema: Schema
  let connection: SQLiteConnection
  private var reader: CellReader
  var problems: [ScenarioProblem]
  private var loaded: [(table: TableInfo, rows: Elements)] = []
  /// The keys of the rows loaded so far of the current table, if a row would replace another.
  private var keys: Set<[DatabaseValue]> = []
  /// What the current table asks of its rows, made at the first that has a mistake.
  private var rules: TableRules?

  /// - Parameter merges: whether a row replaces the one that has its key.
  init(
    of scenario: Scenario, _ schema: Schema, connection: SQLiteConnection, now: Timestamp, merges: Bool = false,
    hash: @escaping PasswordHasher
  ) {
    file = scenario.file
    tables = scenario.tables?.members
    images = scenario.images
    script = scenario.script
    problems = scenario.problems
    generated = scenario.generated
    self.merges = merges
    self.schema = schema
    self.connection = connection
    reader = CellReader(now: now, hash: hash)
  }

  /// How many rows were loaded.
  var rowCount: Int { loaded.reduce(0) { $0 + $1.rows.count } }

  /// Adds the rows of the scenario. Throws `ScenarioError` with all that is wrong with it, and then nothing is added.
  mutating func load() throws {
    checkGenerated()
    try connection.transaction {
      // Tables may refer to tables that come later. https://www.sqlite.org/pragma.html#pragma_defer_foreign_keys
      try connection.execute("PRAGMA defer_foreign_keys = ON")
      if let tables {
        for (name, rows) in tables { try loadTable(name, rows) }
        if let script, problems.isEmpty { try connection.execute(script) }
        try checkReferences()
        try loadImages(images)
      }
      guard problems.isEmpty else { throw ScenarioError(problems: problems) }
    }
  }

  /// Checks the values that the scenario lists as the next ones of their kind.
  private mutating func checkGenerated() {
    for (kind, values) in generated {
      guard let known = schema.generatedKinds.first(where: { $0.name == kind }) else {
        let names = schema.generatedKinds.map(\.name).sorted().joined(separator: ", ")
        report(nil, message: "\"generated\": unknown kind \"\(kind)\"; the kinds are \(names)")
        continue
      }
      for value in values {
        guard let problem = known.problem(value) else { continue }
        report(nil, message: "\"generated\", \"\(kind)\": invalid value \"\(value)\": \(problem)")
      }
    }
  }

  private mutating func loadTable(_ name: String, _ rows: JSONValue) throws {
    guard let table = try TableInfo(name, schema, in: connection) else {
      return report(name, message: "unknown table")
    }
    guard let rows = rows.elements else { return report(name, message: "expected an array of rows") }
    keys = []
    rules = nil
    var shapes = RowShapes(of: table, replacing: merges, on: connection)
    for (index, row) in rows.enumerated() {
      guard let cells = row.members else {
        report(name, index + 1, message: "expected an object of columns and values")
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
    for index in shape.cells.indices {
      guard let (_, value) = members.nextPair() else { break }
      switch read(value, at: index, of: shape) {
      case .success(let value): values.append(value)
      case .failure(let error): report(table.name, number, shape.keys[index], message: error.message)
      }
    }
    for column in shape.missing { report(table.name, number, column.fixtureName, message: "required") }
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
      // What the table's rules don't cover, only SQLite can say.
      if try !inspect(row, cells, number: number, of: table, as: shape) {
        explain(error, row: row, number: number, table: table)
      }
    }
  }

  private mutating func read(
    _ value: JSONValue, at index: Int, of shape: RowShape
  ) -> Result<DatabaseValue, CellError> {
    if let cell = shape.cells[index] { return reader.read(value, as: cell) }
    if case .refused(let message) = shape.places[index] { return .failure(CellError(message)) }
    return reader.hash(ofPassword: value)
  }

  /// Reports which rules of its table a refused row breaks; returns whether there are any.
  @discardableResult
  private mutating func inspect(
    _ row: JSONValue, _ cells: Members, number: Int, of table: TableInfo, as shape: RowShape
  ) throws -> Bool {
    var given: [String: DatabaseValue] = [:]
    var faulty = Set(shape.missing.map(\.name))
    for (index, cell) in cells.enumerated() {
      guard let column = shape.places[index].column else { continue }
      switch read(cell.value, at: index, of: shape) {
      case .success(let value): given[column.name] = value
      case .failure: faulty.insert(column.name)
      }
    }
    let rules = try self.rules ?? TableRules(of: table, in: connection)
    self.rules = rules
    var violations = try rules.violations(by: given, without: faulty, replacing: merges, in: connection)
    let key = table.key.map(\.name)
    if keys.contains(key.compactMap { given[$0] }) { violations.append(.unique(columns: key)) }
    for violation in violations {
      let problem = problem(violation, row: row, number: number, table: table.name)
      // Two rules may ask for one thing.
      if problems.last != problem { problems.append(problem) }
    }
    return !violations.isEmpty
  }

  private func problem(
    _ violation: TableRules.Violation, row: JSONValue, number: Int, table: String
  ) -> ScenarioProblem {
    let columns =
      switch violation {
      case .check(let columns, _), .unique(let columns): columns
      }
    let column = columns.first { row[$0] != nil }
    let value = column.flatMap { row[$0] }.map { "value \($0)" } ?? "row"
    let message =
      switch violation {
      case .check(_, let words): "invalid \(value): \(words)"
      case .unique: "duplicate \(value): already used by another row"
      }
    return ScenarioProblem(file: file, table: table, row: number, column: column, message: message)
  }

  /// Reports what SQLite says of a trigger, or of an index of expressions.
  private mutating func explain(_ error: SQLiteError, row: JSONValue, number: Int, table: TableInfo) {
    switch error.code {
    case .constraintUnique: report(table.name, number, message: "duplicate row: another one has these values")
    case .constraintDatatype:
      report(table.name, number, message: "a sum that the database keeps would exceed the largest amount")
    default:
      let names = TableRules.names(in: error.message)
      let column = table.columns.first { names.contains($0.name) }?.name
      report(table.name, number, column, message: error.message)
    }
  }

  /// Checks the whole database first, and the rows one by one only if that finds something, or if some rows were
  /// refused and so aren't in it.
  private mutating func checkReferences() throws {
    var isBroken = !problems.isEmpty
    try connection.forEach("SELECT 1 FROM pragma_foreign_key_check LIMIT 1") { _ in isBroken = true }
    guard isBroken else { return }
    let given = Dictionary(loaded.map { ($0.table.name, Set($0.rows.compactMap { $0["id"]?.integer })) }) {
      $0.union($1)
    }
    for (table, rows) in loaded {
      for key in table.foreignKeys {
        for (index, row) in rows.enumerated() {
          guard let id = row[key.column]?.integer, TableInfo.ids.contains(Int64(id)) else { continue }
          // A row that was refused for something else is reported once, and not again by those that refer to it.
          if try !exists(id, key), given[key.parent]?.contains(id) != true {
            report(table.name, index + 1, key.column, message: "no row of \(key.parent) has \(key.parentColumn) \(id)")
          }
        }
      }
    }
    guard problems.isEmpty else { return }
    report(nil, message: "rows refer to rows that don't exist")
  }

  private func exists(_ id: Int, _ key: TableInfo.ForeignKey) throws -> Bool {
    var found = false
    let sql = "SELECT 1 FROM \"\(key.parent)\" WHERE \"\(key.parentColumn)\" = ?"
    try connection.forEach(dynamic: sql, [.integer(Int64(id))]) { _ in found = true }
    return found
  }

  private mutating func report(_ table: String?, _ row: Int? = nil, _ column: String? = nil, message: String) {
    problems.append(ScenarioProblem(file: file, table: table, row: row, column: column, message: message))
  }
}
