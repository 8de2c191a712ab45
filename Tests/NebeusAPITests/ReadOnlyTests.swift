import JSON
import JSONRPC
import SQLite
import Store
import Testing

@testable import NebeusAPI

#if DEBUG
@Suite("An endpoint that says it only reads")
struct ReadOnlyTests {
  @Test("stops a debug build where it writes, and reads as ever")
  func writes() async throws {
    await #expect(processExitsWith: .success) { try Self.run("SELECT count(*) FROM t") }
    await #expect(processExitsWith: .failure) { try Self.run("INSERT INTO t VALUES (1)") }
    await #expect(processExitsWith: .failure) { try Self.run("UPDATE t SET a = 1") }
  }

  private static func run(_ sql: StaticString) throws {
    let connection = try SQLiteConnection(.memory)
    try connection.execute("CREATE TABLE t (a)")
    connection.allowsOnlyReads = true
    _ = try connection.run(sql)
  }
}
#endif
