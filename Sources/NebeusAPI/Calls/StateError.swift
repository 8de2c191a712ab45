/// Something that the tables should have and don't, or the reverse: a fault of the state, not of the call.
enum StateError: Error {
  case missingRow(table: String, id: Int?)
  /// A figure that isn't a decimal.
  case notDecimal(String)
  /// A word that a CHECK of its column should have excluded.
  case unknownWord(String)
}
