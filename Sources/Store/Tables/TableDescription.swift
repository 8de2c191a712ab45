import SQLite

/// A table as people and forms need it: what its columns take.
package struct TableDescription: Sendable {
  package struct Column: Sendable {
    /// As a fixture has it: `password`, where the table keeps a hash of one.
    package let name: String
    /// `integer`, `text`, `boolean`, `amount`, `rate`, `timestamp`, `password`, `image`, or `derived` if triggers keep
    /// it.
    package let type: String
    package let isRequired: Bool
    /// What a row has that leaves the column out, as SQL writes it.
    package let standard: String?
    /// The only texts that it takes; empty if it takes others.
    package let choices: [String]
    /// The table and column that it refers to: `res_partner.id`.
    package let reference: String?
  }

  package let name: String
  /// Whether the database keeps the table itself, so that no fixture may fill it.
  package let isDerived: Bool
  package let columns: [Column]
}

extension TableView {
  /// Every table with its columns. Throws `SQLiteError`.
  package func descriptions() throws -> [TableDescription] { try schema.descriptions(in: connection) }
}

extension Schema {
  /// Every table with its columns, in the order in which they are made.
  ///
  /// Throws `SQLiteError`.
  ///
  /// - Parameter connection: a database of this version.
  package func descriptions(in connection: SQLiteConnection) throws -> [TableDescription] {
    try TableInfo.names(in: connection).compactMap { name in
      try TableInfo(any: name, self, in: connection).map { try description(of: $0, in: connection) }
    }
  }

  private func description(of table: TableInfo, in connection: SQLiteConnection) throws -> TableDescription {
    let rules = try TableRules(of: table, in: connection)
    let standards = Dictionary(
      try connection.all("SELECT name, dflt_value FROM pragma_table_xinfo(?)", table.name) { row in
        (try row[0] as String, try row[1] as String?)
      }, uniquingKeysWith: { first, _ in first })
    let columns = table.columns.map { column in
      TableDescription.Column(
        name: column.fixtureName, type: column.words, isRequired: column.isRequired,
        standard: standards[column.name] ?? nil, choices: rules.choices(of: column.name),
        reference: table.foreignKeys.first { $0.column == column.name }.map { "\($0.parent).\($0.parentColumn)" })
    }
    return TableDescription(
      name: table.name, isDerived: isDerived(table.name), columns: columns)
  }
}

extension TableInfo.Column {
  fileprivate var words: String {
    switch format {
    case .plain: type == "INTEGER" ? "integer" : "text"
    case .boolean: "boolean"
    case .amount: "amount"
    case .rate: "rate"
    case .timestamp: "timestamp"
    case .passwordHash: "password"
    case .image: "image"
    case .derived: "derived"
    }
  }
}
