import SQLite

/// A table as people and forms need it: what its columns take.
package struct TableDescription: Sendable {
  package struct Column: Sendable {
    /// As a fixture has it: `password`, where the table keeps a hash of one.
    package let name: String
    /// `integer`, `text`, `boolean`, `amount`, `rate`, `timestamp`, `password`, `image`, or `derived` if triggers keep it.
    package let type: String
    package let isRequired: Bool
    /// What a row has that leaves the column out, as SQL writes it.
    package let standard: String?
    /// The only texts that it takes; empty if it takes others.
    package let choices: [String]
    /// The table and column of which it has a value: `res_partner.id`.
    package let reference: String?
  }

  package let name: String
  /// Whether the database keeps the table itself, so that no fixture may fill it.
  package let isDerived: Bool
  package let columns: [Column]
}

extension TableView {
  /// Every table with its columns.
  package func descriptions() throws -> [TableDescription] {
    try TableInfo.names(in: connection).compactMap { name in
      try TableInfo(any: name, in: connection).map { try description(of: $0) }
    }
  }

  private func description(of table: TableInfo) throws -> TableDescription {
    let sql =
      try connection.first("SELECT sql FROM sqlite_schema WHERE name = ?", table.name) { try $0[0] as String } ?? ""
    let standards = Dictionary(
      try connection.all("SELECT name, dflt_value FROM pragma_table_xinfo(?)", table.name) { row in
        (try row[0] as String, try row[1] as String?)
      }, uniquingKeysWith: { first, _ in first })
    let columns = table.columns.map { column in
      TableDescription.Column(
        name: column.fixtureName, type: Self.words(for: column), isRequired: column.isRequired,
        standard: standards[column.name] ?? nil, choices: Self.choices(of: column.name, in: sql),
        reference: table.foreignKeys.first { $0.column == column.name }.map { "\($0.parent).\($0.parentColumn)" })
    }
    return TableDescription(
      name: table.name, isDerived: Schema.derivedTables.contains(table.name), columns: columns)
  }

  private static func words(for column: TableInfo.Column) -> String {
    switch column.domain {
    case .plain: column.type == "INTEGER" ? "integer" : "text"
    case .boolean: "boolean"
    case .amount: "amount"
    case .rate: "rate"
    case .moment: "timestamp"
    case .passwordHash: "password"
    case .picture: "image"
    case .derived: "derived"
    }
  }

  /// The texts that a CHECK lists for a column, as `IN` or one by one.
  ///
  /// - Parameter sql: the table's `CREATE TABLE`.
  package static func choices(of column: String, in sql: String) -> [String] {
    var texts: [Substring] = []
    if let list = sql.firstRange(of: "(\(column) IN ('"), let end = sql[list.upperBound...].firstRange(of: "')") {
      texts = sql[list.upperBound..<end.lowerBound].split(separator: "', '")
    }
    for start in ["(\(column) = '", " \(column) = '"].flatMap({ sql.ranges(of: $0) }).map(\.upperBound).sorted() {
      texts.append(sql[start...].prefix { $0 != "'" })
    }
    return texts.map(String.init)
  }
}
