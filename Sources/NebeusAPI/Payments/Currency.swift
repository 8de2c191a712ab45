import JSON
import JSONRPC
import SQLite
import Store

/// A currency and its rate.
struct Currency {
  let id: Int
  /// Units of it for one EUR.
  let rate: ExactDecimal
  let name: String

  static let shape = Shape<Currency>.object([
    Field("rate", "Units of the currency for one EUR") { $0.rate },
    Field("name", "Name of the currency") { $0.name },
  ])

  /// The same properties, from a row.
  static let columns = [
    RowColumn("rate", .rate, "Units of the currency for one EUR"),
    RowColumn("name", .text, "Name of the currency"),
  ]

  /// The currency in which a partner counts: EUR unless it has another.
  static func standard(of partner: Int, in state: DatabaseState) throws -> Currency {
    let found = try state.connection.first(
      """
      SELECT id, rate, name FROM res_currency WHERE id = coalesce(
        (SELECT default_currency_id FROM res_partner WHERE id = ?), (SELECT id FROM res_currency WHERE name = 'EUR'))
      """, partner
    ) { try Currency($0) }
    guard let found else { throw StateError.missingRow(table: "res_currency", id: nil) }
    return found
  }

  /// The currency of a partner's charts: BTC unless it has another.
  static func ofCharts(of partner: Int, in state: DatabaseState) throws -> Currency {
    let found = try state.connection.first(
      """
      SELECT id, rate, name FROM res_currency WHERE id = coalesce(
        (SELECT chart_currency_id FROM res_partner WHERE id = ?), (SELECT id FROM res_currency WHERE name = 'BTC'))
      """, partner
    ) { try Currency($0) }
    guard let found else { throw StateError.missingRow(table: "res_currency", id: nil) }
    return found
  }

  static func find(_ id: Int, in state: DatabaseState) throws -> Currency? {
    try state.connection.first("SELECT id, rate, name FROM res_currency WHERE id = ?", id) { try Currency($0) }
  }

  static func named(_ name: String, in state: DatabaseState) throws -> Currency? {
    try state.connection.first("SELECT id, rate, name FROM res_currency WHERE name = ?", name) { try Currency($0) }
  }

  private init(_ row: borrowing Row) throws {
    id = try row[0]
    rate = try row.rate(1)
    name = try row[2]
  }

  init(id: Int, rate: ExactDecimal, name: String) {
    self.id = id
    self.rate = rate
    self.name = name
  }
}
