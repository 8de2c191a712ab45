import HTTP
import JSON
import JSONRPC
import Logging
import NebeusAPI
import NebeusSchema
import SQLite
import Store
import TestSupport
import Time

@testable import MockServer

/// A whole server on a free port of the loopback, with a database of its own, for one test.
package final class TestServer: Sendable {
  package let port: UInt16
  private let server: MockServer

  private init(_ server: MockServer) {
    self.server = server
    port = server.addresses.first?.port ?? 0
  }

  deinit {
    server.stop(gracePeriod: .zero)
  }

  /// - Parameters:
  ///   - scenario: one of the program's own, unless `library` has others.
  ///   - clock: where every clock stands; else where the scenario says.
  package static func start(
    scenario: String = "reference", clock: String? = nil, seed: UInt64? = nil, maxDatabases: Int = 1_000,
    library: any ScenarioLibrary = SeedLibrary(),
    change: (inout Settings, inout ServerConfiguration) -> Void = { _, _ in }
  ) throws -> TestServer {
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let databases = DatabaseSettings(
      schema: .nebeus, library: library, scenario: scenario, clock: clock.flatMap { Timestamp($0) }, seed: seed,
      maxDatabases: maxDatabases,
      hash: Password.hash)
    var settings = Settings(databases: databases, logger: logger)
    var http = ServerConfiguration(logger: logger)
    http.addresses = [Address("127.0.0.1", port: 0)].compactMap { $0 }
    change(&settings, &http)
    let server = try MockServer(settings, http: http)
    try server.start()
    return TestServer(server)
  }

  /// Somebody who calls and is not signed in.
  package func visitor(_ fields: [String: String] = [:]) throws -> TestCaller {
    let client = try RawClient(port: port)
    // The server is there as long as somebody can call it.
    client.owner = self
    return TestCaller(client, fields: fields)
  }

  /// Somebody who is signed in, by the call that everybody signs in by.
  package func signIn(
    _ login: String, _ password: String = "reference-password", _ fields: [String: String] = [:]
  ) throws -> TestCaller {
    let caller = try visitor(fields)
    let answer = try caller.post("/signin/1.0/json", #"{"login":"\#(login)","password":"\#(password)"}"#)
    guard let session = try answer.json[0]?["result"]?["session_id"]?.string else {
      throw NotSignedIn(answer: answer.text)
    }
    caller.fields["X-Openerp-Session-Id"] = session
    return caller
  }

  package var databases: Databases { server.databases }

  /// The standard database, as it is now.
  package var database: Database? { databases.existing(.standard) }

  package struct NotSignedIn: Error {
    package let answer: String
  }

  /// Rows of a database, each value as text, for a look behind the answers.
  package func rows(_ sql: String, in database: String = "nebeus") throws -> [[String]] {
    guard let name = DatabaseName(database) else { return [] }
    return try server.databases.database(name).withState { state in
      var rows: [[String]] = []
      try state.connection.forEach(dynamic: sql) { row in
        rows.append(try (0..<row.columnCount).map { Self.text(try row[$0]) })
      }
      return rows
    }
  }

  /// How the statements that calls have run find their rows: SQL, and its plan a line a step.
  package func queryPlans(in database: String = "nebeus") throws -> [String: [String]] {
    guard let name = DatabaseName(database) else { return [:] }
    return try server.databases.database(name).withState { state in
      let words = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"]
      let sql = state.connection.keptSQL.filter { sql in words.contains { sql.hasPrefix($0) } }
      return Dictionary(try sql.map { ($0, try state.connection.queryPlan($0)) }) { first, _ in first }
    }
  }

  /// Changes what is behind the answers.
  package func change(_ sql: String, in database: String = "nebeus") throws {
    guard let name = DatabaseName(database) else { return }
    try server.databases.database(name).withState { state in try state.connection.execute(sql) }
  }

  /// Moves a database's clock to a moment, where it stands.
  package func setClock(_ moment: String, in database: String = "nebeus") throws {
    guard let name = DatabaseName(database), let moment = Timestamp(moment) else { return }
    try server.databases.database(name).withState { state in try state.set(.frozen(at: moment)) }
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let bytes): "\(bytes.count) bytes"
    }
  }
}
