import JSON
import JSONRPC
import SQLite

/// The rows of a query, read while the answer is written: none is kept.
struct Rows {
  /// Where the names of `.user` columns are looked up.
  var users: UserNames?
  let forEach: ((borrowing Row) throws -> Void) throws -> Void
}

/// One property of an answer's rows, taken from the next of their columns.
struct RowColumn: Sendable {
  enum Kind: Sendable {
    case integer, text, boolean, amount, rate
    /// A text, or `false` where the column is NULL or false.
    case textOrFalse
    /// The id and the name of a row, from two columns: `[15,"EUR"]`.
    case reference
    /// A user's id, with the name that is looked up for it: `[6,"Lucy"]`.
    case user
    /// A user's id, for which the partner's id and name are looked up: `[31,"Lucy"]`.
    case partner
    /// An object of the columns in `parts`.
    case object
  }

  let name: StaticString
  let kind: Kind
  /// The properties of an object.
  let parts: [RowColumn]
  let meaning: String
  /// Whether it is left out where the column is NULL.
  let isOptional: Bool
  /// The first revision of the reference that has it.
  let since: Revision

  init(_ name: StaticString, _ kind: Kind, _ meaning: String, isOptional: Bool = false, since: Revision = .first) {
    self.isOptional = isOptional
    self.since = since
    self.name = name
    self.kind = kind
    self.meaning = meaning
    parts = []
  }

  /// A property that is an object of its own, with the next columns as its properties.
  init(_ name: StaticString, of parts: [RowColumn], _ meaning: String) {
    self.name = name
    self.meaning = meaning
    self.parts = parts
    kind = .object
    isOptional = false
    since = .first
  }

  var property: JSONSchema.Property {
    JSONSchema.Property(name: "\(name)", meaning: meaning, schema: schema, isOptional: isOptional, since: since)
  }

  private var schema: JSONSchema {
    switch kind {
    case .integer: .integer
    case .text: .string
    case .textOrFalse: .orFalse(.string)
    case .boolean: .boolean
    case .amount, .rate: .number
    case .reference, .user, .partner: NamedID.schema
    case .object: .object(parts.map(\.property))
    }
  }

  /// How many of a row's columns it takes.
  fileprivate var width: Int {
    switch kind {
    case .reference: 2
    case .object: parts.reduce(0) { $0 + $1.width }
    default: 1
    }
  }
}

extension Shape where Source == Rows {
  /// An array of objects, each a row: its columns in their order.
  static func rows(_ columns: [RowColumn]) -> Shape<Rows> { rows(of: RowObject(columns)) }

  /// An array of objects, each written from a row as it comes: for columns that may be absent.
  static func rows(of fields: [Field<Row>]) -> Shape<Rows> {
    let shape = Shape<Row>.object(fields)
    return Shape(schema: .list(of: shape.schema)) { rows, writer in
      writer.json.beginArray()
      try rows.forEach { row in try shape.write(row, &writer) }
      writer.json.endArray()
    }
  }

  static func rows(of object: RowObject) -> Shape<Rows> {
    Shape(schema: .list(of: object.schema)) { rows, writer in
      writer.json.beginArray()
      let object = object.writer(in: writer.format.revision)
      try rows.forEach { row in try object.write(row, naming: rows.users, to: &writer.json) }
      writer.json.endArray()
    }
  }
}

/// An object that is written straight from the columns of a row.
struct RowObject: Sendable {
  let schema: JSONSchema
  /// What is written of a row, in each revision: asked once for an answer, not for each of its values.
  private let writers: [(revision: Revision, writer: RowWriter)]

  init(_ columns: [RowColumn]) {
    schema = .object(columns.map(\.property))
    writers = Revision.allCases.map { revision in
      (revision, RowWriter(cells: RowCell.all(of: columns, from: 0, in: revision)))
    }
  }

  /// What writes the rows of an answer.
  func writer(in revision: Revision) -> RowWriter {
    for (known, writer) in writers where known == revision { return writer }
    return RowWriter(cells: [])
  }
}

/// What writes rows as objects with the properties of one revision.
struct RowWriter: Sendable {
  fileprivate let cells: [RowCell]

  @inline(__always)
  func write(_ row: borrowing Row, naming users: UserNames?, to writer: inout Writer) throws {
    let cells = cells.span
    for index in cells.indices { try cells[index].write(row, naming: users, to: &writer) }
  }
}

/// What is written for one column of every row.
///
/// Apart from what describes the column, and without a reference in it: nothing is retained for a value.
fileprivate struct RowCell: Sendable {
  private let key: PreparedKey
  /// The first of its columns.
  private let index: Int32
  private let kind: RowColumn.Kind
  private let isOptional: Bool
  /// How many objects end with it: the one that it is in, where it is the last, and those that end with that.
  private var ends = 0

  /// The cells of an object's properties that a revision has; the first one's value is in column `index`.
  static func all(of columns: [RowColumn], from index: Int, in revision: Revision) -> [RowCell] {
    var cells: [RowCell] = []
    var place = index
    for column in columns {
      if column.since <= revision {
        cells.append(RowCell(column, place, isFirst: cells.isEmpty))
        cells += all(of: column.parts, from: place, in: revision)
      }
      place += column.width
    }
    if let last = cells.indices.last { cells[last].ends += 1 }
    return cells
  }

  private init(_ column: RowColumn, _ index: Int, isFirst: Bool) {
    guard let key = PreparedKey(column.name, isFirst: isFirst) else {
      preconditionFailure("\(column.name) is longer than a row's key may be, or needs escapes")
    }
    precondition(!isFirst || !column.isOptional, "\(column.name) is an object's first, which begins it")
    self.key = key
    self.index = Int32(index)
    kind = column.kind
    isOptional = column.isOptional
  }

  @inline(__always)
  func write(_ row: borrowing Row, naming users: UserNames?, to writer: inout Writer) throws {
    if !isOptional || !row.isNull(Int(index)) { try writeMember(row, naming: users, to: &writer) }
    for _ in 0..<ends { writer.endObject() }
  }

  @inline(__always)
  private func writeMember(_ row: borrowing Row, naming users: UserNames?, to writer: inout Writer) throws {
    let index = Int(index)
    switch kind {
    // What most columns are: key and value are written in one go.
    case .integer: writer.member(key, integer: try row.integer(index))
    case .text: try row.withText(index) { writer.member(key, utf8: $0) }
    case .textOrFalse:
      if row.isText(index) { return try row.withText(index) { writer.member(key, utf8: $0) } }
      writer.key(key)
      writer.bool(try row[index] ?? false)
    case .boolean:
      writer.key(key)
      writer.bool(try row[index])
    case .amount:
      writer.key(key)
      writer.decimal(try row.amount(index))
    case .rate:
      writer.key(key)
      writer.decimal(try row.rate(index))
    case .reference:
      writer.key(key)
      writer.beginArray()
      writer.integer(try row.integer(index))
      try row.withText(index + 1) { writer.string(utf8: $0) }
      writer.endArray()
    case .user:
      let id = try row.integer(index)
      writer.key(key)
      writer.beginArray()
      writer.integer(id)
      try users?.withUser(id) { _, name in writer.string(utf8: name) }
      writer.endArray()
    case .partner:
      writer.key(key)
      writer.beginArray()
      try users?.withUser(try row.integer(index)) { partner, name in
        writer.integer(partner)
        writer.string(utf8: name)
      }
      writer.endArray()
    // Its first property begins it.
    case .object: writer.key(key)
    }
  }
}
