/// A row that the tables should have and don't: a fault of the state, not of the call.
struct MissingRow: Error {
  let table: String
  let id: Int?
}
