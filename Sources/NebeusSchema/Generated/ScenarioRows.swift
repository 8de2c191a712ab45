import Basics
import JSON

/// The rows of a scenario that is being made, table by table, in the order in which tables and rows are added.
struct ScenarioRows {
  /// What a row has in a column.
  enum Cell: Equatable {
    case null
    case text(String)
    case integer(Int)
    case flag(Bool)
    /// A time of the day, so many days from that of the clock.
    case moment(days: Int, at: String)
  }

  private typealias Row = [(column: String, cell: Cell)]

  private var tables: [(name: String, rows: [Row])] = []

  /// Adds a row and returns its id: the table's rows are counted from `first`.
  @discardableResult
  mutating func add(_ table: String, from first: Int = 1, _ cells: KeyValuePairs<String, Cell>) -> Int {
    let id = first + rowCount(of: table)
    append([("id", .integer(id))] + Self.row(cells), to: table)
    return id
  }

  /// Adds a row of a table that has no ids.
  mutating func link(_ table: String, _ cells: KeyValuePairs<String, Cell>) {
    append(Self.row(cells), to: table)
  }

  /// The scenario's text.
  func text(description: String) -> [UInt8] {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.object { writer in
      writer.key("description")
      writer.string(description)
      writer.key("tables")
      writer.object { writer in
        for (name, rows) in tables {
          writer.key(name)
          writer.array { writer in for row in rows { Self.write(row, to: &writer) } }
        }
      }
    }
    let text = writer.finish()
    return text.withBytes { Array($0) }
  }

  private static func row(_ cells: KeyValuePairs<String, Cell>) -> Row { cells.map { ($0.key, $0.value) } }

  private func rowCount(of table: String) -> Int { tables.first { $0.name == table }?.rows.count ?? 0 }

  private mutating func append(_ row: Row, to table: String) {
    if let place = tables.firstIndex(where: { $0.name == table }) {
      tables[place].rows.append(row)
    } else {
      tables.append((table, [row]))
    }
  }

  private static func write(_ row: Row, to writer: inout Writer) {
    writer.object { writer in
      for (column, cell) in row {
        writer.key(column)
        switch cell {
        case .null: writer.null()
        case .text(let text): writer.string(text)
        case .integer(let number): writer.integer(number)
        case .flag(let flag): writer.bool(flag)
        case .moment(let days, let time):
          writer.object { writer in
            writer.key("days")
            writer.integer(days)
            writer.key("at")
            writer.string(time)
          }
        }
      }
    }
  }
}

extension ScenarioRows.Cell: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .integer(number) }
  init(booleanLiteral flag: Bool) { self = .flag(flag) }

  static func days(_ days: Int, at time: String = "12:00:00") -> ScenarioRows.Cell { .moment(days: days, at: time) }
}
