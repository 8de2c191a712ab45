import SQLite

/// What a table asks of a row beside the types of its columns: its CHECKs, and what may stand in one row only.
///
/// SQLite names the first rule that a row breaks: here are all of them, for rows that are refused already.
struct TableRules {
  /// A rule that a row breaks, and the columns that it is about.
  enum Violation {
    /// - Parameter words: what would be right.
    case check(columns: [String], words: String)
    case unique(columns: [String])
  }

  struct Check {
    let expression: String
    let columns: [String]
  }

  let checks: [Check]
  private let uniqueKeys: [[String]]
  /// What a column has that a row leaves out, as SQL.
  private let defaults: [(column: String, sql: String)]
  private let table: TableInfo

  init(of table: TableInfo, in connection: SQLiteConnection) throws {
    self.table = table
    let script = try connection.first(
      "SELECT sql FROM sqlite_schema WHERE name = ?", table.name
    ) { try $0[0] as String }
    checks = Self.expressions(in: script ?? "").map { expression in
      let words = Self.words(in: expression)
      return Check(expression: expression, columns: table.columns.map(\.name).filter(words.contains))
    }
    defaults = try connection.all(
      "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?)", table.name
    ) { (column: try $0[0], sql: try $0[1]) }
    let indices = try connection.all(
      #"SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial"#, table.name
    ) { try $0[0] as String }
    let indexed = try indices.map { index in
      try connection.all("SELECT name FROM pragma_index_info(?) ORDER BY seqno", index) { try $0[0] as String? }
    }
    let key = table.key.map(\.name)
    // A rowid has no index of its own; what an index makes of several columns is for SQLite to say.
    let known = indexed.compactMap { columns in columns.contains(nil) ? nil : columns.compactMap { $0 } }
    uniqueKeys = known.contains(key) ? known : [key] + known
  }

  /// The rules that a row breaks.
  ///
  /// - Parameters:
  ///   - row: what it gives for its columns.
  ///   - faulty: columns whose values are missing or wrong; what is about them can't be told.
  ///   - replaces: whether the row takes the place of the one that has its key.
  func breaches(
    by row: [String: DatabaseValue], without faulty: Set<String>, replacing replaces: Bool,
    in connection: SQLiteConnection
  ) throws -> [Violation] {
    let broken = try checks.filter { check in
      try faulty.isDisjoint(with: check.columns) && isBroken(check, by: row, in: connection)
    }
    let taken = try uniqueKeys.filter { key in
      try faulty.isDisjoint(with: key) && isTaken(key, by: row, replacing: replaces, in: connection)
    }
    return broken.map { .check(columns: $0.columns, words: CheckWords.words(for: $0.expression)) }
      + taken.map { .unique(columns: $0) }
  }

  /// A CHECK that comes to NULL holds. Source: https://www.sqlite.org/lang_createtable.html#check_constraints
  private func isBroken(
    _ check: Check, by row: [String: DatabaseValue], in connection: SQLiteConnection
  ) throws -> Bool {
    let values = check.columns.compactMap { row[$0] }
    let columns = check.columns.map { column in
      let standard = defaults.first { $0.column == column }?.sql ?? "NULL"
      return (row[column] == nil ? standard : "?") + " AS \"\(column)\""
    }
    let sql = "SELECT 1 FROM (SELECT \(columns.joined(separator: ", "))) WHERE NOT (\(check.expression))"
    return try !connection.all(dynamic: sql, values) { _ in true }.isEmpty
  }

  private func isTaken(
    _ key: [String], by row: [String: DatabaseValue], replacing replaces: Bool, in connection: SQLiteConnection
  ) throws -> Bool {
    let own = table.key.map(\.name)
    if replaces, key == own { return false }
    var values = key.compactMap { row[$0] }
    guard values.count == key.count, !values.contains(.null) else { return false }
    var sql = "SELECT 1 FROM \"\(table.name)\" WHERE " + Self.equality(of: key)
    let ownValues = own.compactMap { row[$0] }
    if replaces, ownValues.count == own.count {
      sql += " AND NOT (\(Self.equality(of: own)))"
      values += ownValues
    }
    return try !connection.all(dynamic: sql + " LIMIT 1", values) { _ in true }.isEmpty
  }

  private static func equality(of columns: [String]) -> String {
    columns.map { "\"\($0)\" = ?" }.joined(separator: " AND ")
  }

  /// What stands in the parentheses of each CHECK, on one line.
  private static func expressions(in script: String) -> [String] {
    script.ranges(of: "CHECK (").map { start in
      var depth = 1
      var isQuoted = false
      let rest = script[start.upperBound...]
      let expression = rest.prefix { character in
        if character == "'" { isQuoted.toggle() }
        if !isQuoted, character == "(" { depth += 1 }
        if !isQuoted, character == ")" { depth -= 1 }
        return depth > 0
      }
      return expression.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }
  }

  /// The names in an expression, without its texts.
  private static func words(in expression: String) -> Set<String> {
    let outside = expression.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: " ")
    return names(in: outside)
  }

  /// Every word of a text that could be a column's name.
  static func names(in text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
