/// A figure in the tables that isn't one.
enum MoneyError: Error {
  case notDecimal(String)
}
