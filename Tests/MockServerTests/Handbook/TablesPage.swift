import SQLite
import Store

/// `docs/tables.md`: the tables that a scenario may fill, from the schema itself.
enum TablesPage {
  static let path = "docs/tables.md"

  static func text() throws -> String {
    let connection = try SQLiteConnection(.memory)
    try Schema.migrate(connection)
    // In the order in which the migrations make them.
    let tables = try connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid") {
      try $0[0] as String
    }
    let sections = try tables.filter(isOpen).map { try section($0, in: connection) }
    return ([head] + sections).joined(separator: "\n\n") + "\n"
  }

  private static let head = """
    <!-- Made from the schema: \(Handbook.command) makes it again. -->

    # Tables

    What a [scenario](scenarios.md) may fill, with the columns of each. A column that is neither required nor has a default \
    is empty unless given. Ids may be left out, where nothing refers to the row. `nebeus-mock check` tells what else a \
    value has to be.
    """

  /// Whether a fixture may have the table: what triggers keep, and what the server notes for itself, it may not.
  private static func isOpen(_ table: String) -> Bool {
    !Schema.derivedTables.contains(table) && !table.hasPrefix("sqlite_")
      && (!table.hasPrefix("mock_") || table == "mock_outbox")
  }

  private static func section(_ table: String, in connection: SQLiteConnection) throws -> String {
    let sql = try connection.first("SELECT sql FROM sqlite_schema WHERE name = ?", table) { try $0[0] as String } ?? ""
    let references = Dictionary(
      try connection.all(#"SELECT "from", "table" FROM pragma_foreign_key_list(?)"#, table) { row in
        (try row[0] as String, try row[1] as String)
      }, uniquingKeysWith: { first, _ in first })
    // https://www.sqlite.org/pragma.html#pragma_table_xinfo
    let rows = try connection.all(
      #"SELECT name, type, "notnull", dflt_value FROM pragma_table_xinfo(?)"#, table
    ) { row in
      let name: String = try row[0]
      let type: String = try row[1]
      let isNotNull: Bool = try row[2]
      let standard: String? = try row[3]
      let isRequired = isNotNull && standard == nil
      let domain = Schema.domain(of: name, in: table)
      guard domain != .derived else { return [String]() }
      let kind = references[name].map { "id of `\($0)`" } ?? choices(of: name, in: sql) ?? words(domain, type)
      // A rowid's alias fills itself, and is not declared NOT NULL.
      let need = isRequired ? "required" : standard.map { "default \(words($0, domain))" } ?? ""
      return ["`\(domain == .passwordHash ? "password" : name)`", kind, need]
    }
    return "## \(table)\n\n" + Markdown.table(["column", "type", ""], rows.filter { !$0.isEmpty })
  }

  /// The texts that a CHECK lists for a column; nil where it lists none.
  private static func choices(of column: String, in sql: String) -> String? {
    let texts = TableView.choices(of: column, in: sql)
    return texts.isEmpty ? nil : "one of " + texts.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func words(_ domain: ColumnFormat, _ type: String) -> String {
    switch domain {
    case .plain: type == "INTEGER" ? "whole number" : "text"
    case .boolean: "true or false"
    case .amount: "amount, 8 decimals at most"
    case .rate: "rate"
    case .moment: "moment"
    case .passwordHash: "text; its hash is kept, which `password_crypt` may give instead"
    case .picture(let size): "PNG of \(size.side)×\(size.side) pixels in base64"
    case .derived: ""
    }
  }

  private static func words(_ standard: String, _ domain: ColumnFormat) -> String {
    if domain == .boolean { return standard == "1" ? "true" : "false" }
    return standard.replacing("'", with: "\"")
  }
}
