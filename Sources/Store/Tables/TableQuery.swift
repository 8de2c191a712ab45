/// Which rows of a table are asked for.
package struct TableQuery: Sendable {
  let table: String
  /// Columns and the values that they have to have, as a query writes them.
  let filters: [(column: String, value: String)]
  let limit: Int
  let offset: Int

  package init(table: String, filters: [(column: String, value: String)], limit: Int, offset: Int) {
    self.table = table
    self.filters = filters
    self.limit = limit
    self.offset = offset
  }
}
