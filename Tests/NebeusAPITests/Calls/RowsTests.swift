import Basics
import JSON
import JSONRPC
import SQLite
import Testing

@testable import NebeusAPI

@Suite("An answer's rows")
struct RowsTests {
  private let connection: SQLiteConnection

  init() throws { connection = try SQLiteConnection(.memory) }

  private func written(_ columns: [RowColumn], _ sql: StaticString, _ revision: Revision = .first) throws -> String {
    var writer = AnswerWriter(
      Writer(ByteBuffer(), encoding: .utf8), AnswerFormat(dialect: .jsonrpc, revision: revision))
    try Shape<Rows>.rows(columns).write(Rows { body in try connection.forEach(sql, do: body) }, &writer)
    return writer.finish().finish().withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test("have objects within them, first, last and within each other, each with the next columns")
  func objects() throws {
    let text = RowColumn("text", .text, "")
    let pair = RowColumn("pair", of: [text, RowColumn("is", .boolean, "")], "")
    let outer = RowColumn("outer", of: [pair, RowColumn("inner", of: [text], "")], "")
    #expect(
      try written(
        [pair, RowColumn("ref", .reference, ""), outer],
        "SELECT 'a', 1, 7, 'b', 'c', 0, 'd' UNION ALL SELECT 'e', 0, 8, 'f', 'g', 1, 'h'")
        == #"[{"pair":{"text":"a","is":true},"ref":[7,"b"],"outer":{"pair":{"text":"c","is":false},"inner":{"text":"d"}}},"#
        + #"{"pair":{"text":"e","is":false},"ref":[8,"f"],"outer":{"pair":{"text":"g","is":true},"inner":{"text":"h"}}}]"#
    )
  }

  @Test("leave out what a revision doesn't have, wherever it stands")
  func revisions() throws {
    let columns = [
      RowColumn("new", .integer, "", since: .june2017), RowColumn("old", .integer, ""),
      RowColumn("last", .integer, "", since: .june2017),
    ]
    #expect(try written(columns, "SELECT 1, 2, 3") == #"[{"old":2}]"#)
    #expect(try written(columns, "SELECT 1, 2, 3", .june2017) == #"[{"new":1,"old":2,"last":3}]"#)
  }

  @Test("leave out an optional column that is NULL, and write false for a text that isn't there")
  func absent() throws {
    let columns = [
      RowColumn("id", .integer, ""), RowColumn("city", .textOrFalse, ""),
      RowColumn("code", .textOrFalse, "", isOptional: true), RowColumn("last", .integer, "", isOptional: true),
    ]
    #expect(
      try written(
        columns, "SELECT 1, 'a', 'b', 2 UNION ALL SELECT 2, NULL, NULL, 3 UNION ALL SELECT 3, false, false, NULL")
        == #"[{"id":1,"city":"a","code":"b","last":2},{"id":2,"city":false,"last":3},{"id":3,"city":false,"code":false}]"#
    )
    #expect(throws: SQLiteError.self, "a number is no text") { try written(columns, "SELECT 1, 2.5, 'b', 2") }
  }

  @Test("are an empty list where there are none")
  func none() throws {
    #expect(try written([RowColumn("id", .integer, "")], "SELECT 1 WHERE false") == "[]")
  }
}
