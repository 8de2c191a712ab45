import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// Whatever rows a fixture can set come back from an export, and the tables show them as they were given.
@Suite("Rows with extreme values")
struct RowPropertyTests {
  private static let clock = "2017-03-10T12:00:00Z"

  /// A column as the schema describes it.
  private struct Column {
    let name: String
    let type: String
    let choices: [String]

    init(_ json: JSONValue) throws {
      name = try #require(json["name"]?.string)
      type = try #require(json["type"]?.string)
      choices = json["choices"]?.array?.compactMap(\.string) ?? []
    }
  }

  private static func start() throws -> TestServer {
    let server = try TestServer.start(scenario: "empty", clock: clock, seed: 1) { _, http in http.maxBody = 64 << 20 }
    try server.empty()
    try server.change(FixtureRow.parents)
    return server
  }

  private static func schema(of server: TestServer) throws -> [JSONValue] {
    try #require(try server.control("GET", "/databases/nebeus/schema").json.array)
  }

  @Test("are of every table that a fixture may fill")
  func complete() throws {
    let fillable = try Self.schema(of: Self.start()).filter { $0["derived"]?.bool == false }
    #expect(Set(FixtureRow.all.map(\.table)) == Set(fillable.compactMap { $0["name"]?.string }))
  }

  @Test("leave a state that an export gives back", arguments: FixtureRow.all)
  func comesBack(_ row: FixtureRow) throws {
    let server = try Self.start()
    let table = try #require(try Self.schema(of: server).first { $0["name"]?.string == row.table })
    let caller = try server.visitor()
    var numbers = FixtureRow.numbers.makeIterator()
    for column in try #require(table["columns"]?.array).map(Column.init) {
      var stored: [String] = []
      for value in ExtremeValue.all(of: column.type, choices: column.choices) {
        let number = numbers.next()
        var cells = row.cells(try #require(number))
        if column.type == "password" { cells["password_crypt"] = nil }
        cells[column.name] = value
        let answer = try caller.control("POST", "/fixtures", Self.fixture(row.table, cells))
        #expect([200, 422].contains(answer.status), "\(column.name) is \(value.prefix(80)): \(answer.text)")
        guard answer.status == 200 else { continue }
        stored.append(value)
        try Self.expectShown(cells, column, of: row, to: caller)
      }
      #expect(stored.isEmpty == (column.type == "derived"), "\(column.name) takes \(stored.map { $0.prefix(80) })")
    }
    try server.expectExportLoads(row.testDescription)
  }

  private static func fixture(_ table: String, _ cells: [String: String]) -> String {
    let members = cells.map { "\"\($0.key)\":\($0.value)" }.sorted().joined(separator: ",")
    return #"{"tables":{"\#(table)":[{\#(members)}]}}"#
  }

  /// Expects the table to have a row with the value as it was given; moments, passwords and pictures have other
  /// spellings.
  private static func expectShown(
    _ cells: [String: String], _ column: Column, of row: FixtureRow, to caller: TestCaller
  ) throws {
    guard ["integer", "text", "boolean", "amount", "rate"].contains(column.type) else { return }
    let given = try Document(parsing: Array((cells[column.name] ?? "null").utf8)).root
    // The cells that are other ones in each row find this one.
    let (one, other) = (row.cells(1), row.cells(2))
    let filter = cells.filter { $0.key != column.name && one[$0.key] != other[$0.key] }
      .map { "\($0.key)=\($0.value.replacing("\"", with: ""))" }
    let rows = try caller.control("GET", "/tables/\(row.table)?limit=10000&" + filter.joined(separator: "&")).json.array
    let shown = try #require(rows, "\(filter)").compactMap { $0[column.name] }
    #expect(
      shown.contains { isSame($0, given) }, "\(column.name) is \(given), and is shown as \(shown.first?.rawText ?? "")")
  }

  private static func isSame(_ shown: JSONValue, _ given: JSONValue) -> Bool {
    if let number = shown.number { return number == given.number ?? given.string.flatMap { ExactDecimal($0) } }
    return shown.isNull && given.isNull
      || shown.bool.map { $0 == given.bool } ?? shown.string.map { $0 == given.string } ?? false
  }
}
