import SQLite

/// A table as the database itself describes it.
package struct TableInfo {
  struct Column {
    let name: String
    /// `INTEGER`, `TEXT`, `REAL` or `BLOB`: the tables are STRICT.
    let type: String
    let format: ColumnFormat
    /// Whether a row must have it: it can't be NULL and has no default.
    let isRequired: Bool
    let isNullable: Bool
    /// Its position in the primary key, from 1; 0 if it isn't in it.
    let keyPosition: Int
    /// Whether its numbers are ids, and within `TableInfo.ids`.
    let isID: Bool

    /// What a fixture has instead of a password's hash.
    static let password = "password"

    /// What its values may be.
    var cell: CellRule {
      CellRule(format: format, isInteger: type == "INTEGER", isNullable: isNullable, isID: isID)
    }

    /// What it is called in fixtures.
    var fixtureName: String { format == .passwordHash ? Self.password : name }
  }

  struct ForeignKey {
    let column: String
    let parent: String
    let parentColumn: String
  }

  /// The ids that a fixture or a call can give: every client can hold them, and there are as many again after them for
  /// the rows that calls make.
  package static let ids: ClosedRange<Int64> = 1...999_999_999_999_999

  let name: String
  let columns: [Column]
  let foreignKeys: [ForeignKey]
  /// The view that has the next id where SQLite doesn't choose it, as in `Schema.nextIDs`.
  let nextID: String?

  /// The table of that name; nil if the database has none, or none that a fixture may fill.
  init?(_ name: String, _ schema: Schema, in connection: SQLiteConnection) throws {
    guard !schema.isDerived(name) else { return nil }
    try self.init(any: name, schema, in: connection)
  }

  /// The table of that name, also one that the database keeps itself; nil if there is none.
  init?(any name: String, _ schema: Schema, in connection: SQLiteConnection) throws {
    // Names are compared as they are written in the schema: SQLite itself would take RES_COUNTRY for res_country.
    guard try !Self.names(in: connection, only: name).isEmpty else { return nil }
    // https://www.sqlite.org/pragma.html#pragma_table_xinfo
    columns = try connection.all(
      """
      SELECT name, type, "notnull", dflt_value IS NOT NULL, pk, hidden FROM pragma_table_xinfo(?)
      """, name
    ) { row in
      let column: String = try row[0]
      let type: String = try row[1]
      let isNotNull: Bool = try row[2]
      let hasDefault: Bool = try row[3]
      let keyPosition: Int = try row[4]
      // A generated column, which is hidden in one way or the other, can't be written.
      let isGenerated = try row[5] as Int > 1
      let format = isGenerated ? .derived : schema.format(of: column, in: name)
      // A rowid's alias fills itself.
      let fillsItself = keyPosition == 1 && type == "INTEGER" && !isNotNull
      return Column(
        name: column, type: type, format: format,
        isRequired: isNotNull && !hasDefault && !fillsItself && format != .derived,
        isNullable: !isNotNull && keyPosition == 0, keyPosition: keyPosition,
        isID: type == "INTEGER" && (keyPosition > 0 || column.hasSuffix("_id")))
    }
    guard !columns.isEmpty else { return nil }
    foreignKeys = try connection.all(
      // The last that a table declares is the first in the list.
      #"SELECT "from", "table", coalesce("to", 'id') FROM pragma_foreign_key_list(?) ORDER BY id DESC"#, name
    ) { try ForeignKey(column: $0[0], parent: $0[1], parentColumn: $0[2]) }
    self.name = name
    nextID = schema.nextIDs[name]
  }

  /// The tables' names, in the order in which the schema makes them; where one is given, that one only.
  static func names(in connection: SQLiteConnection, only name: String? = nil) throws -> [String] {
    try connection.all(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND (?1 IS NULL OR name = ?1) AND name NOT GLOB 'sqlite_*'
      AND name <> 'mock_state' ORDER BY rowid
      """, name
    ) { try $0[0] }
  }

  /// The columns of the primary key, in its order.
  var key: [Column] {
    columns.filter { $0.keyPosition > 0 }.sorted { $0.keyPosition < $1.keyPosition }
  }

  func column(_ name: String) -> Column? {
    columns.first { $0.name == name }
  }
}

extension TableInfo {
  /// The end of an INSERT whose row replaces the one that has its key.
  ///
  /// The row is replaced whole: a column that the new one doesn't give has its default. Not by `INSERT OR REPLACE`,
  /// which deletes the old row, all that refers to it and what the triggers have summed up in it.
  /// Source: https://www.sqlite.org/lang_upsert.html
  var replacement: String {
    guard !key.isEmpty else { return "" }
    let conflict = " ON CONFLICT (\(Self.list(key.map(\.name)))) DO"
    let changes = columns.filter { $0.keyPosition == 0 && $0.format != .derived }
      .map { "\"\($0.name)\" = excluded.\"\($0.name)\"" }
    return changes.isEmpty ? conflict + " NOTHING" : conflict + " UPDATE SET " + changes.joined(separator: ", ")
  }

  /// Names as SQL has them, separated by commas.
  static func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}
