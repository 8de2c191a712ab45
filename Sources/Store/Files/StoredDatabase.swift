import SQLite
import Time

/// What a database's file says of how it was made.
struct StoredDatabase {
  let options: DatabaseOptions
  let created: Timestamp
  let sessions: [String]

  /// - Parameter file: how an error names where the database is.
  init(in connection: SQLiteConnection, schema: Schema, file: String) throws {
    let found = try connection.first(
      "SELECT scenario, given_clock, given_seed, created, given_revision FROM mock_state WHERE id = 1"
    ) { row in
      let seed = try row[2] as Int64?
      return (
        options: DatabaseOptions(
          scenario: try row[0] as String? ?? "", clock: (try row[1] as String?).flatMap { Timestamp($0) },
          seed: seed.map { UInt64(bitPattern: $0) }, revision: try row[4]),
        created: (try row[3] as String?).flatMap { Timestamp($0) }
      )
    }
    guard let found, let created = found.created else {
      throw DataError(file, .foreign("the database doesn't say how it was made"))
    }
    options = found.options
    self.created = created
    sessions = try connection.all(schema.sessions) { try $0[0] as String }
  }

  /// Writes into the tables how they are made.
  static func write(_ blueprint: DatabaseBlueprint, to connection: SQLiteConnection) throws {
    _ = try connection.run(
      """
      UPDATE mock_state SET scenario = ?, given_clock = ?, given_seed = ?, given_revision = ?, created = ?,
        clock = ?, clock_offset = ?
      WHERE id = 1
      """, blueprint.options.scenario, blueprint.options.clock?.description,
      blueprint.options.seed.map { Int64(bitPattern: $0) }, blueprint.options.revision,
      blueprint.created.description, blueprint.clock.frozenAt?.description,
      blueprint.clock.isFrozen ? nil : blueprint.clock.offset)
  }
}

/// The first bytes of a database file, which say whose it is before SQLite touches it.
///
/// Source: https://www.sqlite.org/fileformat2.html#the_database_header
struct FileHeader {
  static let size = 100
  private static let signature = Array("SQLite format 3\0".utf8)

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Why the file can't be used; nil if it can.
  func problem(_ schema: Schema) -> String? {
    guard bytes.count >= Self.size, bytes.starts(with: Self.signature) else { return "not an SQLite database" }
    guard number(at: 68) == schema.applicationID else {
      return "a database of another program: its application_id isn't that of \(schema.product)"
    }
    let version = number(at: 60)
    guard version > schema.version else { return nil }
    return "\(SchemaError.newer(found: version, known: schema.version, product: schema.product))"
  }

  private func number(at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Marks an image as a file in WAL mode.
  static func markAsWAL(_ image: inout [UInt8]) {
    guard image.count >= size else { return }
    image[18] = 2
    image[19] = 2
  }
}
