import SQLite

/// A small database of accounts and their movements, for the tests of this target.
enum Ledger {
  static let schema = """
    CREATE TABLE account (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, units INTEGER CHECK (units >= 0)) STRICT;
    CREATE TABLE move (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account, note TEXT) STRICT;
    CREATE TABLE late (
      id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account DEFERRABLE INITIALLY DEFERRED) STRICT;
    CREATE TABLE thing (value ANY) STRICT;
    """

  static func open() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.memory)
    try connection.execute(schema)
    return connection
  }

  static func codes(_ connection: SQLiteConnection) throws -> [String] {
    try connection.all("SELECT code FROM account ORDER BY id") { row in try row[0] }
  }
}
