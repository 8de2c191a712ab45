import Basics
import JSON
import SQLite
import Time

/// Writes a database's state as a scenario file, piece by piece, a line for each row: equal states give equal files.
///
/// All that a fixture can have is in it, down to sessions, password hashes and the outbox; what the database computes
/// is not, since it is computed again from the rows.
package final class ScenarioWriter {
  private let image: StateImage
  private let connection: SQLiteConnection
  /// Tables that have rows and aren't written yet.
  private var tables: [TableInfo]
  /// The key of the last row that was written of the first table.
  private var lastKey: [DatabaseValue] = []
  private var hasBegun = false

  private static let rowsAPage = 500

  /// Throws `SQLiteError`.
  package init(_ image: StateImage) throws {
    self.image = image
    let connection = try SQLiteConnection(.memory)
    try connection.deserialize(image.pages)
    self.connection = connection
    tables = try TableInfo.names(in: connection).compactMap { name in
      let isEmpty = try connection.all(dynamic: "SELECT 1 FROM \"\(name)\" LIMIT 1") { try $0[0] as Int }.isEmpty
      return isEmpty ? nil : try TableInfo(name, image.schema, in: connection)
    }
  }

  /// Writes the next piece and returns whether there are more. Throws `SQLiteError`.
  package func writeNext(to out: inout ByteBuffer) throws -> Bool {
    guard hasBegun else {
      hasBegun = true
      try writeHead(to: &out)
      return true
    }
    guard let table = tables.first else {
      out.append("}}\n")
      return false
    }
    try writePage(of: table, to: &out)
    return true
  }

  private func writeHead(to out: inout ByteBuffer) throws {
    Self.write(to: &out) { writer in
      writer.beginObject()
      writer.key("description")
      writer.string("The state of the database \(image.database)")
      if let clock = image.clock {
        writer.key("clock")
        writer.string(clock.internetDate)
      }
    }
    try writeGenerated(to: &out)
    out.append(",\n\"tables\":{\n")
  }

  private func writeGenerated(to out: inout ByteBuffer) throws {
    let values = try connection.all("SELECT kind, value FROM mock_generated ORDER BY kind, id") {
      (kind: try $0[0] as String, value: try $0[1] as String)
    }
    guard !values.isEmpty else { return }
    out.append(",\n\"generated\":")
    Self.write(to: &out) { writer in
      writer.beginObject()
      var kind: String?
      for entry in values {
        if entry.kind != kind {
          if kind != nil { writer.endArray() }
          kind = entry.kind
          writer.key(entry.kind)
          writer.beginArray()
        }
        writer.string(entry.value)
      }
      writer.endArray()
      writer.endObject()
    }
  }

  private func writePage(of table: TableInfo, to out: inout ByteBuffer) throws {
    if lastKey.isEmpty { out.append("\"\(table.name)\":[\n") }
    let columns = table.columns.filter { $0.format != .derived }
    let key = TableInfo.list(table.key.map(\.name))
    let marks = lastKey.map { _ in "?" }.joined(separator: ", ")
    let sql = """
      SELECT \(TableInfo.list(columns.map(\.name))) FROM "\(table.name)"
      \(lastKey.isEmpty ? "" : "WHERE (\(key)) > (\(marks))") ORDER BY \(key) LIMIT \(Self.rowsAPage)
      """
    let cells = CellWriter(showsHashes: true)
    let keyPlaces = table.key.compactMap { part in columns.firstIndex { $0.name == part.name } }
    var isFirst = lastKey.isEmpty
    var count = 0
    try connection.forEach(dynamic: sql, lastKey) { row in
      if !isFirst { out.append(",\n") }
      isFirst = false
      try Self.write(to: &out) { writer in try cells.write(row, columns, to: &writer) }
      count += 1
      if count == Self.rowsAPage { lastKey = try keyPlaces.map { try row.value($0) } }
    }
    if count < Self.rowsAPage { endTable(&out) }
  }

  private func endTable(_ out: inout ByteBuffer) {
    lastKey = []
    tables.removeFirst()
    out.append(tables.isEmpty ? "\n]" : "\n],\n")
  }

  private static func write(to out: inout ByteBuffer, _ body: (inout Writer) throws -> Void) rethrows {
    var bytes = ByteBuffer()
    swap(&bytes, &out)
    var writer = Writer(bytes, encoding: .utf8)
    try body(&writer)
    out = writer.finish()
  }
}

/// A copy of a database's state.
package struct StateImage: Sendable {
  let database: DatabaseName
  let schema: Schema
  /// The time at which its clock is frozen; nil if it runs.
  let clock: Timestamp?
  let pages: [UInt8]
}

extension DatabaseState {
  /// A copy of the present state. Throws `SQLiteError`.
  package func stateImage() throws -> StateImage {
    StateImage(database: name, schema: schema, clock: clock.frozenAt, pages: try connection.serialize())
  }
}
