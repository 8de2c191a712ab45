import HTTP
import JSON
import JSONRPC
import NebeusAPI
import Store

/// What is in the tables, for assertions and for people who debug; rows to add, and the state as a scenario.
///
/// Source: docs/control.md, Tables.
enum TableOperations {
  private static let limit = Parameter("limit", .maybe(.whole(in: 0...10_000)), "How many rows, 1000 unless given")
  private static let offset = Parameter("offset", .maybe(.whole(in: 0...Int(Int32.max))), "How many rows are left out")
  private static let defaultLimit = 1_000
  /// How mistakes name where the rows come from, which is no file.
  private static let place = "fixtures"
  /// A larger export leaves in pieces, each made when those before are on their way.
  private static let largestWhole = 1 << 18

  static let list = ControlOperation(
    "List the tables",
    answer: .list(of: [
      Field<(name: String, rows: Int)>("name", "Its name") { $0.name },
      Field("rows", "How many rows it has") { $0.rows },
    ])
  ) { call in
    try call.database().withState { state in try TableView(of: state).list() }
  }

  /// What forms need: types, defaults, choices and references of every column.
  static let schema = ControlOperation(
    "Describe the tables",
    answer: .list(of: [
      Field<TableDescription>("name", "Its name") { $0.name },
      Field("derived", "Whether triggers fill it, so that no fixture may") { $0.isDerived },
      Field("columns", "Its columns, in order", .list(of: columnFields)) { $0.columns },
    ])
  ) { call in
    try call.database().withState { state in try TableView(of: state).descriptions() }
  }

  private static let columnFields = [
    Field<TableDescription.Column>("name", "Its name in a fixture") { $0.name },
    Field("type", "integer, text, boolean, amount, rate, timestamp, password, image, or derived") { $0.type },
    Field("required", "Whether a row must have it") { $0.isRequired },
    Field(nullable: "default", "Its default, as SQL writes it") { $0.standard },
    Field("choices", "The texts that it is limited to; empty if it takes any", texts) { $0.choices },
    Field(nullable: "references", "The table and column that it refers to") { $0.reference },
  ]

  private static let texts = Shape<[String]>(schema: .list(of: .string)) { texts, writer in
    writer.json.array { writer in
      for text in texts { writer.string(text) }
    }
  }

  static let rows = ControlOperation(
    "Read rows of a table", query: [.init(limit), .init(offset)],
    otherQuery: "A column and the value that rows have there; null for an empty one",
    answers: [.init(.ok, .list(of: .map(of: .any)))]
  ) { call, response in
    let query = TableQuery(
      table: call[path: "table"], filters: call.query.others.map { ($0.name, $0.value) },
      limit: call.query[limit] ?? defaultLimit, offset: call.query[offset] ?? 0)
    let database = try call.database()
    var writer = Writer(response.takeBody(), encoding: .utf8)
    try database.withState { state in try TableView(of: state).write(query, to: &writer) }
    response.contentType = "application/json"
    response.body = writer.finish()
  }

  static let mergeRows = ControlOperation(
    "Merge rows into the tables",
    body: .document([], .map(of: .any), "Rows in the scenario format"),
    answers: [.init(.ok, merged.schema)],
    refusals: [(.unprocessableContent, "Something is wrong with the rows; `errors` has every mistake")]
  ) { call, response in
    let database = try call.database()
    let fixture = try Scenario(fixture: call.document ?? Document(parsing: []).root, file: place)
    try response.answer(merged, try merge(fixture, into: database, by: call))
  }

  private static let merged = Shape<Int>.object([Field("rows", "How many rows were merged") { $0 }])

  /// The live state as a scenario file.
  ///
  /// It is of one moment, however slowly it is read: a copy is written, not the database.
  static let export = ControlOperation(
    "Export the state as a scenario", answers: [.init(.ok, .map(of: .any))]
  ) { call, response in
    let image = try call.database().withState { state in try state.stateImage() }
    let scenario = try ScenarioWriter(image)
    response.contentType = "application/json"
    while response.body.count < largestWhole {
      guard try scenario.writeNext(to: &response.body) else { return }
    }
    response.stream { piece in try scenario.writeNext(to: &piece) }
  }

  /// Merges the rows; sessions among them are then known to be the database's. Returns how many rows there were.
  static func merge(_ fixture: Scenario, into database: Database, by call: ControlCall) throws -> Int {
    try call.change(database) { state in try call.server.databases.merge(fixture, into: database, in: state) }
  }
}
