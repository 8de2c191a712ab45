import Basics
import HTTP
import JSON
import JSONRPC
import Logging
import MockServer
import NebeusAPI
import NebeusSchema
import Store
import TestSupport
import Time

/// Bytes that choose what is sent to a whole server in this process.
enum ServerFuzzing {
  /// The first byte chooses a control call, the rest is its body.
  @Sendable static func control(_ bytes: BorrowedBytes) {
    guard let choice = bytes.first else { return }
    let (method, path) = controlCalls[Int(choice) % controlCalls.count]
    let answer = FuzzedServer.shared.send(method, "/_mock" + path, Array(bytes.dropFirst()))
    require(answer.status < 500 || answer.status == 503, "\(method) \(path) answers \(answer.status): \(answer.text)")
  }

  private static let controlCalls: [(String, String)] = [
    ("PUT", "/databases/fuzz"), ("PUT", "/databases/nebeus/clock"), ("POST", "/databases/nebeus/clock/advance"),
    ("POST", "/databases/nebeus/sessions"), ("POST", "/databases/nebeus/journal/verify"),
    ("PUT", "/databases/fuzz/faults/f"), ("POST", "/databases/nebeus/fixtures"), ("POST", "/provider-states"),
    ("PUT", "/databases/nebeus/snapshots/s"), ("POST", "/databases/nebeus/snapshots/s/restore"),
    ("POST", "/databases/nebeus/reset"),
  ]

  /// A run of calls by several users, drawn from what the endpoints declare. Two bytes choose user and endpoint, one
  /// a parameter's value.
  @Sendable static func calls(_ bytes: BorrowedBytes) {
    var draw = Draw(bytes)
    let server = FuzzedServer.shared
    server.reset()
    for _ in 0..<12 where !draw.isEmpty {
      if draw.one(of: 16) == 0 {
        _ = server.send(
          "POST", "/_mock/databases/nebeus/clock/advance", Array(#"{"seconds":\#(draw.one(of: 100_000))}"#.utf8))
      }
      let user = draw.one(of: server.sessions.count + 1)
      let endpoint = FuzzedServer.endpoints[draw.one(of: FuzzedServer.endpoints.count)]
      let params = endpoint.parameters(in: FuzzedServer.revision).compactMap { parameter -> String? in
        draw.one(of: 4) == 0 ? nil : "\"\(parameter.name)\":\(draw.value(of: parameter.schema))"
      }
      var path = endpoint.path
      for parameter in endpoint.pathParameters {
        path = path.replacing("{\(parameter.name)}", with: draw.word.filter { $0.isLetter || $0.isNumber } + "1")
      }
      let body = #"{"jsonrpc":"2.0","method":"call","id":1,"params":{\#(params.joined(separator: ","))}}"#
      let answer = server.send(
        "POST", path, Array(body.utf8), session: user < server.sessions.count ? server.sessions[user] : nil)
      require(answer.status == 200, "\(path) \(body) answers \(answer.status): \(answer.text)")
      require(!answer.text.contains("Odoo Server Error"), "\(path) \(body) answers \(answer.text)")
    }
  }
}

/// Takes choices from an input, byte by byte; 0 where there are none left.
private struct Draw {
  private var rest: Slice<BorrowedBytes>

  init(_ bytes: BorrowedBytes) { rest = bytes[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func one(of count: Int) -> Int {
    guard count > 1 else { return 0 }
    var choice = 0
    var limit = 1
    while limit < count {
      choice = choice << 8 | Int(rest.popFirst() ?? 0)
      limit <<= 8
    }
    return choice % count
  }

  static let words = [
    "6", "31", "1", "302", "reference-chat", "lucy@demo.example", "igor.nikulin@gmail.com", "open", "folded", "closed",
    "message", "typing", "new", "", "0.001", "-1", "1e5", "9999999999999999999", "demo-password", "EUR", "BTC",
    "2017-03-03", "2017-03-03 12:00:00", "day", "month", "4111111111111111", "01/30", "123", "\\u0000",
    "\\ud83d\\ude00",
    "<b>", "res.partner", "null", "false",
  ]

  var word: String {
    mutating get { Self.words[one(of: Self.words.count)] }
  }

  mutating func value(of schema: JSONSchema) -> String {
    // One in eight has another type than the declared one.
    let schema = one(of: 8) == 0 ? [JSONSchema.string, .number, .boolean, .list(of: .string)][one(of: 4)] : schema
    switch schema {
    case .integer, .number: return ["0", "1", "6", "31", "302", "-1", "0.001", "20", "1e3", "1e400"][one(of: 10)]
    case .boolean: return one(of: 2) == 0 ? "true" : "false"
    case .choice(let names): return "\"\(names[one(of: names.count)])\""
    case .list(let element):
      return "[" + (0..<one(of: 4)).map { _ in value(of: element) }.joined(separator: ",") + "]"
    case .object, .map: return "{}"
    default: return "\"\(word)\""
    }
  }
}

/// A server of the demo on a loopback port, and one client that is signed in as several users.
private final class FuzzedServer {
  nonisolated(unsafe) static let shared = FuzzedServer()
  /// The one that has the most endpoints.
  static let revision = Revision.latest
  static let endpoints = API.endpoints(in: revision)

  let sessions: [String]
  private let server: MockServer
  private let port: UInt16
  private var client: RawClient

  private init() {
    do {
      var logger = Logger(label: "fuzz", factory: { _ in SwiftLogNoOpLogHandler() })
      logger.logLevel = .critical
      let databases = DatabaseSettings(
        schema: .nebeus, library: SeedLibrary(), scenario: "demo", clock: Timestamp("2017-03-10T12:00:00Z"), seed: 1,
        hash: Password.hash
      )
      var http = ServerConfiguration(logger: logger)
      http.addresses = [Address("127.0.0.1", port: 0)].compactMap { $0 }
      // Who fuzzes at length may stop the program for a while.
      http.idleTimeout = .seconds(86_400)
      var settings = Settings(databases: databases, logger: logger)
      settings.revision = Self.revision
      server = try MockServer(settings, http: http)
      try server.start()
      port = server.addresses.first?.port ?? 0
      client = try RawClient(port: port)
      var sessions: [String] = []
      for login in ["lucy@demo.example", "mateo@demo.example", "yuki@demo.example"] {
        let answer = try Self.exchange(
          client, "POST", "/_mock/databases/nebeus/sessions", Array(#"{"login":"\#(login)"}"#.utf8), nil)
        sessions.append(try Document(parsing: answer.body).root["session_id"]?.string ?? "")
      }
      self.sessions = sessions
      _ = try Self.exchange(client, "PUT", "/_mock/databases/nebeus/snapshots/start", [], nil)
    } catch {
      fatalError("the server does not start: \(error)")
    }
  }

  func reset() { _ = send("POST", "/_mock/databases/nebeus/snapshots/start/restore", []) }

  func send(_ method: String, _ path: String, _ body: [UInt8], session: String? = nil) -> RawResponse {
    do {
      return try Self.exchange(client, method, path, body, session)
    } catch {
      require(false, "\(method) \(path) is answered: \(error)")
      fatalError()
    }
  }

  private static func exchange(
    _ client: RawClient, _ method: String, _ path: String, _ body: [UInt8], _ session: String?
  ) throws -> RawResponse {
    let cookie = session.map { "X-Openerp-Session-Id: \($0)\r\n" } ?? ""
    try client.send(
      Array("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(cookie)Content-Length: \(body.count)\r\n\r\n".utf8)
        + body)
    return try client.response()
  }
}
