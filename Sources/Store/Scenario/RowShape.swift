import JSON
import SQLite

/// The columns that a fixture's row gives, in its order, and the statement for them: most rows of a table have the same.
struct RowShape {
  /// What a row's key means.
  enum Place {
    case column(TableInfo.Column)
    /// The password itself, for the column that has its hash.
    case password(TableInfo.Column)
    case unknown
  }

  let keys: [String]
  /// The keys as they are compared with those of each row.
  private let keyBytes: [[UInt8]]
  let places: [Place]
  /// The columns that a row of the table must give and this one doesn't.
  let missing: [String]
  /// Inserts a row; nil where rows of this shape are refused.
  let insertion: PreparedStatement?

  /// - Parameter replaces: whether a row takes the place of the one that has its key already.
  init(of row: Members, in table: TableInfo, replacing replaces: Bool, on connection: Connection) throws {
    keys = row.map(\.key)
    keyBytes = keys.map { Array($0.utf8) }
    places = keys.map { Self.place($0, in: table) }
    let given = places.compactMap(\.column?.name)
    missing = table.columns.filter { $0.isRequired && !given.contains($0.name) }.map(\.name)
    let isWhole = given.count == keys.count && missing.isEmpty
    insertion = isWhole ? try connection.prepare(Self.insertion(of: given, into: table, replacing: replaces)) : nil
  }

  func fits(_ row: Members) -> Bool { row.haveKeys(keyBytes) }

  private static func insertion(of columns: [String], into table: TableInfo, replacing replaces: Bool) -> String {
    guard !columns.isEmpty else { return "INSERT INTO \"\(table.name)\" DEFAULT VALUES" }
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let insertion = "INSERT INTO \"\(table.name)\" (\(TableInfo.list(columns))) VALUES (\(marks))"
    return replaces ? insertion + table.replacement : insertion
  }

  private static func place(_ key: String, in table: TableInfo) -> Place {
    if let column = table.column(key) { return .column(column) }
    guard key == "password", let column = table.columns.first(where: { $0.domain == .passwordHash }) else {
      return .unknown
    }
    return .password(column)
  }
}

extension RowShape.Place {
  var column: TableInfo.Column? {
    switch self {
    case .column(let column), .password(let column): column
    case .unknown: nil
    }
  }
}
