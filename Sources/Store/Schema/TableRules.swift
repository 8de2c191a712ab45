import Basics
import SQLite

/// What a table asks of a row besides the types of its columns: its CHECKs, and its unique keys.
///
/// SQLite names the first rule that a row breaks: this names all of them, for rows that are refused already.
struct TableRules {
  /// A rule that a row breaks, and the columns that it is about.
  enum Violation {
    /// - Parameter words: what would be right, which is the name of the constraint.
    case check(columns: [String], words: String)
    case unique(columns: [String])
  }

  struct Check {
    let words: String
    let expression: String
    let columns: [String]
  }

  let checks: [Check]
  private let uniqueKeys: [[String]]
  /// The value of a column that a row leaves out, as SQL.
  private let defaults: [(column: String, sql: String)]
  private let table: TableInfo

  init(of table: TableInfo, in connection: SQLiteConnection) throws {
    self.table = table
    let script = try connection.first(
      "SELECT sql FROM sqlite_schema WHERE name = ?", table.name
    ) { try $0[0] as String }
    checks = Self.checks(in: script ?? "").map { words, expression in
      let names = Self.columnNames(in: expression)
      return Check(words: words, expression: expression, columns: table.columns.map(\.name).filter(names.contains))
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
    // A rowid has no index of its own; an index of expressions is left to SQLite.
    let known = indexed.compactMap { columns in columns.contains(nil) ? nil : columns.compactMap { $0 } }
    uniqueKeys = known.contains(key) ? known : [key] + known
  }

  /// The only texts that a column takes, if a CHECK lists them; else none.
  func choices(of column: String) -> [String] {
    let lists = [" = '", " IN ('"]
    return checks.first { check in
      check.columns == [column] && lists.contains { check.expression.holds($0) }
    }
    .map { Self.parts(of: $0.expression, quoted: true).map(String.init) } ?? []
  }

  /// The rules that a row breaks.
  ///
  /// - Parameters:
  ///   - row: the values that it gives for its columns.
  ///   - faulty: columns whose values are missing or wrong: rules about them are not checked.
  ///   - replaces: whether the row replaces the one that has its key.
  func violations(
    by row: [String: DatabaseValue], without faulty: Set<String>, replacing replaces: Bool,
    in connection: SQLiteConnection
  ) throws -> [Violation] {
    let broken = try checks.filter { check in
      try faulty.isDisjoint(with: check.columns) && isBroken(check, by: row, in: connection)
    }
    let taken = try uniqueKeys.filter { key in
      try faulty.isDisjoint(with: key) && isTaken(key, by: row, replacing: replaces, in: connection)
    }
    return broken.map { .check(columns: $0.columns, words: $0.words) }
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

  /// The name and the expression of each named CHECK, the expression on one line.
  private static func checks(in script: String) -> [(words: String, expression: String)] {
    script.occurrences(of: "CONSTRAINT \"").compactMap { start in
      let words = script[start.upperBound...].prefix { $0 != "\"" }
      let rest = script[words.endIndex...].dropFirst().drop { $0 == " " || $0 == "\n" }
      guard rest.hasPrefix("CHECK (") else { return nil }
      var depth = 1
      var isQuoted = false
      let expression = rest.dropFirst("CHECK (".count).prefix { character in
        if character == "'" { isQuoted.toggle() }
        if !isQuoted, character == "(" { depth += 1 }
        if !isQuoted, character == ")" { depth -= 1 }
        return depth > 0
      }
      return (String(words), expression.split { $0 == " " || $0 == "\n" }.joined(separator: " "))
    }
  }

  /// The names in an expression, without those in its texts.
  private static func columnNames(in expression: String) -> Set<String> {
    names(in: parts(of: expression, quoted: false).joined(separator: " "))
  }

  /// The texts in an expression, or what is outside of them.
  private static func parts(of expression: String, quoted: Bool) -> [Substring] {
    expression.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) != quoted }.map(\.element)
  }

  /// Every word of a text that could be a column's name.
  static func names(in text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
