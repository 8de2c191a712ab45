import JSONRPC

/// How the two lists of rates are written.
enum RateList {
  static let shape = Shape<Rows>.rows([
    RowColumn("data-custom-class", .text, "Class of the list's entry in a page"),
    RowColumn("name", .text, "Name of the currency"),
    RowColumn("rate", .rate, "Units of the currency for one EUR"),
    RowColumn("symbol", .text, "Symbol of the currency"),
    RowColumn("symbol-pos", .text, "Where the symbol stands: before or after"),
    RowColumn("value", .text, "Value of the list's entry in a page"),
  ])
}
