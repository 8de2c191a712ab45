import Testing

extension TestServer {
  /// Exports the standard database, loads that over an empty one and exports it again: the two are equal to the byte.
  ///
  /// - Parameter what: what the state is of, for the message of a failure.
  package func expectExportLoads(_ what: String) throws {
    let text = try control("GET", "/databases/nebeus/export").text
    let copy = try control("PUT", "/databases/copy", #"{"scenario":"empty"}"#)
    #expect(copy.status < 300)
    try empty("copy")
    let loaded = try control("POST", "/databases/copy/fixtures", text)
    #expect(loaded.status == 200, "\(what): \(loaded.text.prefix(1_000))")
    let again = try control("GET", "/databases/copy/export").text
    let lines = (
      text.split(separator: "\n"), again.replacing("database copy", with: "database nebeus").split(separator: "\n")
    )
    let difference = zip(lines.0, lines.1).first { $0 != $1 }
    #expect(difference == nil, "\(what): the copy differs")
    #expect(lines.0.count == lines.1.count, "\(what): the copy has another number of rows")
  }

  /// Removes every row of a database.
  package func empty(_ database: String = "nebeus") throws {
    let tables = try rows(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'mock_state'
      """, in: database)
    let deletions = tables.joined().map { "DELETE FROM \"\($0)\";" }
    // A row may be deleted before those that refer to it.
    try change("BEGIN; PRAGMA defer_foreign_keys = ON; \(deletions.joined()) COMMIT", in: database)
  }
}
