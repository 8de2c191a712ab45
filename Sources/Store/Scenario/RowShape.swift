import JSON
import SQLite

/// The columns that a fixture's row gives, in its order, and the statement for them: most rows of a table share one.
///
/// A class, since it is passed on for every row.
final class RowShape {
  /// What a row's key means.
  enum Place {
    case column(TableInfo.Column)
    /// The password itself, for the column that has its hash.
    case password(TableInfo.Column)
    /// A key that a row can't have, and why.
    case refused(String)
  }

  let keys: [String]
  /// The keys as they are compared with those of each row.
  private let keyBytes: [[UInt8]]
  let places: [Place]
  /// What the values of `places` may be; nil for a password, and for what is refused.
  let cells: [CellRule?]
  /// The columns of which a row of this shape stores a value, in its order.
  let stored: [String]
  /// The columns that a row of the table must give and this one doesn't.
  let missing: [TableInfo.Column]
  /// Where the table's key is among what is stored; nil if the row leaves the key, or a part of it, to the table.
  let keyPlaces: [Int]?
  /// Inserts what is stored; nil if something is missing.
  let insertion: PreparedStatement?

  /// - Parameter replaces: whether a row replaces the one that has its key.
  init(of row: Members, in table: TableInfo, replacing replaces: Bool, on connection: SQLiteConnection) throws {
    let keys = row.map(\.key)
    let places = keys.map { Self.place($0, beside: keys, in: table) }
    let stored = places.compactMap(\.column).filter { $0.format != .derived }.map(\.name)
    let keyPlaces = table.key.compactMap { part in stored.firstIndex(of: part.name) }
    self.keys = keys
    keyBytes = keys.map { Array($0.utf8) }
    self.places = places
    cells = places.map { if case .column(let column) = $0 { column.cell } else { nil } }
    self.stored = stored
    self.keyPlaces = keyPlaces.count == table.key.count ? keyPlaces : nil
    missing = table.columns.filter { $0.isRequired && !stored.contains($0.name) }
    insertion =
      missing.isEmpty ? try connection.prepare(Self.insertion(of: stored, into: table, replacing: replaces)) : nil
  }

  func fits(_ row: Members) -> Bool { row.haveKeys(keyBytes) }

  private static func insertion(of columns: [String], into table: TableInfo, replacing replaces: Bool) -> String {
    let id = columns.contains("id") ? nil : table.nextID.map { "(SELECT id FROM \"\($0)\")" }
    let values = columns.map { _ in "?" } + [id].compactMap(\.self)
    guard !values.isEmpty else { return "INSERT INTO \"\(table.name)\" DEFAULT VALUES" }
    let names = TableInfo.list(columns + (id == nil ? [] : ["id"]))
    let insertion = "INSERT INTO \"\(table.name)\" (\(names)) VALUES (\(values.joined(separator: ", ")))"
    return replaces ? insertion + table.replacement : insertion
  }

  private static func place(_ key: String, beside others: [String], in table: TableInfo) -> Place {
    if let column = table.column(key) {
      guard column.format == .passwordHash, others.contains(TableInfo.Column.password) else { return .column(column) }
      return .refused("\"password\" is given too: leave one of them out")
    }
    guard key == TableInfo.Column.password, let column = table.columns.first(where: { $0.format == .passwordHash })
    else { return .refused("unknown column") }
    return .password(column)
  }
}

extension RowShape.Place {
  var column: TableInfo.Column? {
    switch self {
    case .column(let column), .password(let column): column
    case .refused: nil
    }
  }
}

/// The shapes of a table's rows, each made once: there are few, and rows of one shape come in runs.
struct RowShapes {
  private let table: TableInfo
  private let replaces: Bool
  private let connection: SQLiteConnection
  private var known: [RowShape] = []

  private static let most = 16

  /// - Parameter replaces: whether a row replaces the one that has its key.
  init(of table: TableInfo, replacing replaces: Bool, on connection: SQLiteConnection) {
    self.table = table
    self.replaces = replaces
    self.connection = connection
  }

  mutating func shape(of row: Members) throws -> RowShape {
    if let index = known.firstIndex(where: { $0.fits(row) }) { return known[index] }
    let made = try RowShape(of: row, in: table, replacing: replaces, on: connection)
    if known.count == Self.most { known.removeAll() }
    known.append(made)
    return made
  }
}
