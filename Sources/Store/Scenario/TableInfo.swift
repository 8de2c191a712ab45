import SQLite

/// A table as the database itself describes it.
struct TableInfo {
  struct Column {
    let name: String
    /// `INTEGER`, `TEXT`, `REAL` or `BLOB`: the tables are STRICT.
    let type: String
    var domain: ColumnFormat
    /// Whether a row must bring it: it can't be NULL and has no default.
    let isRequired: Bool
    let isNullable: Bool
    /// Its place in the primary key, from 1; 0 where it is no part of it.
    let keyPosition: Int
    /// Whether its numbers are ids, and within `TableInfo.ids`.
    var isID: Bool

    /// What a fixture has instead of a password's hash.
    static let password = "password"

    /// What it is called where fixtures are spoken of.
    var fixtureName: String { domain == .passwordHash ? Self.password : name }
  }

  struct ForeignKey {
    let column: String
    let parent: String
    let parentColumn: String
  }

  /// The ids that a fixture can give: every client can hold them, and there are as many again behind them for the rows
  /// that calls make.
  static let ids: ClosedRange<Int64> = 1...999_999_999_999_999

  let name: String
  let columns: [Column]
  let foreignKeys: [ForeignKey]

  /// The table of that name, or nil where the database has none, or none that a fixture may fill.
  init?(_ name: String, in connection: SQLiteConnection) throws {
    guard !Schema.derivedTables.contains(name) else { return nil }
    try self.init(any: name, in: connection)
  }

  /// The table of that name, also one that the database keeps itself; nil where there is none.
  init?(any name: String, in connection: SQLiteConnection) throws {
    // Names are asked of the schema as they are written there: SQLite itself would take RES_COUNTRY for res_country.
    guard try Self.names(in: connection).contains(name) else { return nil }
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
      let domain = isGenerated ? .derived : Schema.domain(of: column, in: name)
      // A rowid's alias fills itself.
      let fillsItself = keyPosition == 1 && type == "INTEGER" && !isNotNull
      return Column(
        name: column, type: type, domain: domain,
        isRequired: isNotNull && !hasDefault && !fillsItself && domain != .derived,
        isNullable: !isNotNull && keyPosition == 0, keyPosition: keyPosition,
        isID: type == "INTEGER" && (keyPosition > 0 || column.hasSuffix("_id")))
    }
    guard !columns.isEmpty else { return nil }
    foreignKeys = try connection.all(
      // The last that a table declares is the first in the list.
      #"SELECT "from", "table", coalesce("to", 'id') FROM pragma_foreign_key_list(?) ORDER BY id DESC"#, name
    ) { try ForeignKey(column: $0[0], parent: $0[1], parentColumn: $0[2]) }
    self.name = name
  }

  /// The tables' names, in the order in which the schema makes them.
  static func names(in connection: SQLiteConnection) throws -> [String] {
    try connection.all(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'mock_state'
      ORDER BY rowid
      """
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
