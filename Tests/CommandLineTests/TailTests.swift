import Glibc
import JSON
import TestSupport
import Testing

@Suite("nebeus-mock tail")
struct TailTests {
  private static let wrongLogin = #"{"login":"igor@nebeus.example","password":"wrong"}"#

  /// A tail that follows the server: what is called from now on, it prints.
  private func tail(of server: Served, _ arguments: [String] = []) throws -> Program {
    let url = "http://127.0.0.1:\(server.port)"
    let program = try Program(["tail", "--url", url] + arguments)
    #expect(try program.errorLine() == "following the database nebeus at \(url)")
    return program
  }

  @Test("prints each call as it comes: time, method, path, status, duration, caller, fault, refusal")
  func prints() throws {
    let server = try Served(["--clock", "2017-03-03T12:00:00Z"])
    let program = try tail(of: server)
    _ = try server.post("/signin/1.0/json", Self.wrongLogin)
    let line = try program.line()
    #expect(line.hasPrefix("12:00:00 POST /signin/1.0/json 200 "))
    #expect(line.hasSuffix(" ms - refused: Login or password is incorrect"))
    _ = try server.control("PUT", "/databases/nebeus/faults/busy", #"{"status":503}"#)
    _ = try server.post("/get_countries/1.0/json")
    let struck = try program.line()
    #expect(struck.hasPrefix("12:00:00 POST /get_countries/1.0/json 503 ") && struck.hasSuffix(" ms - fault=busy"))
    _ = try server.control("POST", "/databases/nebeus/reset")
    #expect(try program.line() == "-- the database starts from reference")
  }

  @Test("prints the calls of one path, or of paths with the same beginning, and as JSON with --json")
  func filters() throws {
    let server = try Served()
    let one = try tail(of: server, ["--path", "/get_countries/1.0/json", "--json"])
    let many = try tail(of: server, ["--path", "/get_*"])
    for path in ["/nowhere", "/signin/1.0/json", "/get_countries/1.0/json"] { _ = try server.post(path) }
    let call = try Document(parsing: Array(try one.line().utf8)).root
    #expect(call["path"]?.string == "/get_countries/1.0/json" && call["id"]?.integer == 3)
    #expect(try many.line().contains(" /get_countries/1.0/json 200 "))
  }

  @Test("lets no client write to the terminal but text")
  func cleans() throws {
    let server = try Served()
    let program = try tail(of: server)
    _ = try server.post("/a%1B[31m")
    _ = try server.client().exchange(
      "POST /signin/1.0/json?db=nebeus HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
    #expect(try !program.line().contains("\u{1B}"))
    #expect(try !program.line().contains("\u{1B}"))
  }

  @Test("finds a server that comes back, and goes on where it was")
  func reconnects() throws {
    let first = try Served()
    let program = try tail(of: first)
    _ = try first.post("/nowhere")
    #expect(try program.line().contains(" /nowhere 404 "))
    #expect(try first.stop().code == 0)
    #expect(try program.errorLine().hasPrefix("waiting for the database nebeus at http://127.0.0.1:"))
    let second = try Served(["--port", "\(first.port)"])
    #expect(try program.errorLine().hasPrefix("following "))
    // The events of another run of the server can't go on those of the first.
    #expect(try program.line() == "-- some events missed")
    _ = try second.post("/elsewhere")
    #expect(try program.line().contains(" /elsewhere 404 "))
  }

  @Test("ends with what the server says where it needs a token, and takes one")
  func token() throws {
    let server = try Served(["--admin-token", "secret"])
    let url = "http://127.0.0.1:\(server.port)"
    let outcome = try Program.run(["tail", "--url", url])
    #expect(outcome.code == 1 && outcome.error.contains("Authorization: Bearer"))
    let program = try Program(["tail", "--url", url], environment: ["NEBEUS_MOCK_ADMIN_TOKEN": "secret"])
    #expect(try program.errorLine().hasPrefix("following "))
  }

  @Test("refuses an invalid database name")
  func badName() throws {
    let outcome = try Program.run(["tail", "--database", "No!"])
    #expect(outcome.code == 64)
    #expect(outcome.error == "invalid value \"No!\" for --database: use 1 to 63 of a-z, 0-9, - and _\n")
  }
}
