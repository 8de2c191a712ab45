import NebeusSchema
import SQLite
import Store

/// `docs/tables.md`: the tables that a scenario may fill, from the schema itself.
enum TablesPage {
  static let path = "docs/tables.md"

  static func text() throws -> String {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    let sections = try Schema.nebeus.descriptions(in: connection).filter { !$0.isDerived }.map(section)
    return ([head] + sections).joined(separator: "\n\n") + "\n"
  }

  private static let head = """
    <!-- Made from the schema: \(Handbook.command) makes it again. -->

    # Tables

    What a [scenario](scenarios.md) may fill, with the columns of each. A column that is neither required nor has a default \
    is empty unless given. Ids may be left out, where nothing refers to the row. `nebeus-mock check` tells what else a \
    value has to be.
    """

  private static func section(_ table: TableDescription) -> String {
    let rows = table.columns.filter { $0.type != "derived" }.map { column in
      let kind = column.reference.map { "id of `\($0.prefix { $0 != "." })`" } ?? choices(of: column) ?? words(column)
      return ["`\(column.name)`", kind, column.isRequired ? "required" : standard(of: column)]
    }
    return "## \(table.name)\n\n" + Markdown.table(["column", "type", ""], rows)
  }

  private static func choices(of column: TableDescription.Column) -> String? {
    column.choices.isEmpty ? nil : "one of " + column.choices.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func words(_ column: TableDescription.Column) -> String {
    switch column.type {
    case "integer": "whole number"
    case "boolean": "true or false"
    case "amount": "amount, 8 decimals at most"
    case "password": "text; its hash is kept, which `password_crypt` may give instead"
    case "image": PartnerImage(rawValue: column.name).map { "PNG of \($0.side)×\($0.side) pixels in base64" } ?? ""
    default: column.type
    }
  }

  private static func standard(of column: TableDescription.Column) -> String {
    guard let standard = column.standard else { return "" }
    if column.type == "boolean" { return "default \(standard == "1")" }
    return "default " + standard.replacing("'", with: "\"")
  }
}
