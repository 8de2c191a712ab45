import SQLite

/// The tables of a database, as a product brings them: how they are made, and what their columns mean.
///
/// Each CHECK of a table is named by what it asks for: `CONSTRAINT "must not be empty" CHECK (name <> '')`. A scenario
/// that breaks it is refused with that name.
package struct Schema: Sendable {
  /// SQL scripts in order, each from the version before to its own. Their number is the schema's version.
  package let migrations: [String]
  /// Marks a file as this product's. Source: https://www.sqlite.org/pragma.html#pragma_application_id
  package let applicationID: Int
  /// The name of the product, for those who meet a file of another.
  package let product: String
  /// Views, and tables that triggers keep: a fixture can't have rows for them.
  let derived: Set<String>
  /// The formats of the columns that aren't plain, by table and column.
  package let columnFormats: [String: [String: ColumnFormat]]
  /// Views that have the next id of a table where SQLite's own choice would be the id of a row that was deleted, and
  /// else no row; by the table's name.
  let nextIDs: [String: String]
  /// What is generated, and a scenario may list.
  let generatedKinds: [GeneratedKind]
  /// Selects the ids of the sessions in the tables.
  let sessions: StaticString
  /// The table that is filled by image files beside a scenario.
  let images: ImageTable

  package init(
    migrations: [String], applicationID: Int, product: String, derived: Set<String>,
    columnFormats: [String: [String: ColumnFormat]], nextIDs: [String: String] = [:],
    generatedKinds: [GeneratedKind], sessions: StaticString, images: ImageTable
  ) {
    self.migrations = migrations
    self.applicationID = applicationID
    self.product = product
    self.derived = derived
    self.columnFormats = columnFormats
    self.nextIDs = nextIDs
    self.generatedKinds = generatedKinds
    self.sessions = sessions
    self.images = images
  }

  package var version: Int { migrations.count }

  package func format(of column: String, in table: String) -> ColumnFormat {
    columnFormats[table]?[column] ?? .plain
  }

  /// Whether a fixture can have rows for the table.
  package func isDerived(_ table: String) -> Bool { derived.contains(table) || Self.ownTables.contains(table) }

  /// Brings `connection` to this version, all or nothing.
  ///
  /// Throws `SchemaError` if the database is of a newer version, and `SQLiteError`.
  package func migrate(_ connection: SQLiteConnection) throws {
    let found = try connection.first("PRAGMA user_version") { try $0[0] as Int } ?? 0
    guard found <= version else { throw SchemaError.newer(found: found, known: version, product: product) }
    try connection.transaction {
      for script in migrations.dropFirst(found) { try connection.execute(script) }
      if found == 0 { try connection.execute(Self.ownScript) }
      try connection.execute("PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
    }
  }

  /// Looks whether a database of this version has all that this program makes.
  ///
  /// Throws `SchemaError.different` for the first table, index, view or trigger that is missing, or made otherwise, and
  /// `SQLiteError`. What else there is may stay.
  ///
  /// - Parameter objects: what `objects()` returns; it takes milliseconds to make.
  func check(_ connection: SQLiteConnection, for objects: [String: String]) throws {
    let found = try Self.objects(of: connection)
    for (name, sql) in objects.sorted(by: { $0.key < $1.key }) where found[name] != sql {
      throw SchemaError.different(name, isMissing: found[name] == nil, product: product)
    }
  }

  /// What makes each table, index, view and trigger of this version, by its type and its name.
  func objects() throws -> [String: String] {
    let made = try SQLiteConnection(.memory)
    try migrate(made)
    return try Self.objects(of: made)
  }

  private static func objects(of connection: SQLiteConnection) throws -> [String: String] {
    var objects: [String: String] = [:]
    try connection.forEach("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL") { row in
      objects[try row[0]] = try row[1]
    }
    return objects
  }

  /// All that makes the tables.
  var scripts: [String] { migrations + [Self.ownScript] }

  private static let ownTables: Set<String> = ["mock_state", "mock_generated"]

  /// What a database knows of itself, whatever the product: how it was made, its clock and its randomness, and the
  /// values to generate next.
  ///
  /// A clock is where it is frozen, or how far it is off the system's; without either it is as it was when the database
  /// was made, and so is randomness without a state.
  private static let ownScript = """
    CREATE TABLE mock_generated (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT;
    CREATE INDEX mock_generated_kind ON mock_generated (kind, id);

    CREATE TABLE mock_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      scenario TEXT,
      given_clock TEXT,
      given_seed INTEGER,
      given_revision TEXT,
      created TEXT,
      clock TEXT,
      clock_offset INTEGER,
      chance INTEGER
    ) STRICT;
    INSERT INTO mock_state (id) VALUES (1);
    """
}

/// The table whose rows come from image files, a row for each owner with an image in each column of that format.
package struct ImageTable: Sendable {
  let name: String
  /// The column that refers to the owner, and the table of owners.
  let owner: String
  let owners: String

  package init(_ name: String, owner: String, in owners: String) {
    self.name = name
    self.owner = owner
    self.owners = owners
  }
}

/// What a column's storage class doesn't say: how its values are written in a fixture.
package enum ColumnFormat: Sendable, Equatable {
  /// As SQLite stores it: a whole number or text.
  case plain
  /// `true` or `false`, stored as 1 or 0.
  case boolean
  /// An exact decimal, stored as whole hundred-millionths: satoshis of Bitcoin.
  case amount
  /// An exact decimal, stored as text.
  case rate
  /// `YYYY-MM-DD HH:MM:SS`, or relative to the clock: `{"days": -3, "at": "10:13:53"}`.
  case timestamp
  /// A password's hash; a fixture may have the password itself as `password`.
  case passwordHash
  /// A PNG file of that many pixels square, written in Base64 (RFC 4648, section 4).
  case image(side: Int)
  /// An amount that the database keeps itself: no fixture may set it.
  case derived

  /// The decimals of a stored amount.
  package static let amountScale = 8
}

/// Why a database can't be used.
package enum SchemaError: Error, Equatable, CustomStringConvertible {
  case newer(found: Int, known: Int, product: String)
  /// Of the same version, but of another build.
  case different(_ name: String, isMissing: Bool, product: String)

  package var description: String {
    switch self {
    case .newer(let found, let known, let product):
      "The database has schema version \(found); this program knows versions up to \(known). Use a newer \(product)"
    case .different(let name, let isMissing, let product):
      "The database was made by another build of \(product): it has \(isMissing ? "no" : "another") \(name). "
        + "Use that build, or make the database again without this file"
    }
  }
}

/// A kind of value that a database generates, and whose next values a scenario can list by its name.
package struct GeneratedKind: Sendable {
  package let name: String
  /// Finds the row that has a value already; nil if two rows may have the same one.
  let lookup: StaticString?
  /// What a listed value must be; nil if `value` is that.
  let problem: @Sendable (_ value: String) -> String?

  /// - Parameters:
  ///   - lookup: SQL with one parameter, where no two rows may have a value.
  ///   - problem: what a listed value that isn't empty must be; nil if it is that.
  package init(
    _ name: String, lookup: StaticString? = nil,
    problem: @escaping @Sendable (_ value: String) -> String? = { _ in nil }
  ) {
    self.name = name
    self.lookup = lookup
    self.problem = { $0.isEmpty ? "must not be empty" : problem($0) }
  }
}
