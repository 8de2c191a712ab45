import Glibc
import JSON
import TestSupport
import Testing

@Suite("The log of nebeus-mock")
struct LogTests {
  /// What is logged of one call, after standard output has had its line.
  private func log(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Outcome {
    let server = try Served(arguments, environment: environment)
    _ = try server.post(
      "/logout/1.0/json?password=secret&session_id=secret", #"{"password":"secret"}"#,
      fields: "Cookie: session_id=secret\r\nX-Openerp-Session-Id: secret\r\nAuthorization: Bearer secret\r\n")
    for path in ["/web/reset_password?token=secret", "/nowhere?token=secret", "/_mock/nowhere?session_id=secret"] {
      _ = try server.post(path, "password=secret")
    }
    return try server.stop()
  }

  @Test(
    "has a line a call where it is asked for, and nothing of what a query, a field or a body says",
    arguments: [
      (["--log-level", "trace"], [:]),
      (["--log-level", "debug"], [:]), ([], ["NEBEUS_MOCK_LOG_LEVEL": "debug"]),
      (["--log-level", "debug"], ["NEBEUS_MOCK_LOG_LEVEL": "critical"]),
    ] as [([String], [String: String])])
  func text(_ arguments: [String], _ environment: [String: String]) throws {
    let outcome = try log(arguments, environment)
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count { $0.contains("path=/logout/1.0/json") && $0.contains("status=200") } == 1)
    #expect(!outcome.error.contains("secret"))
  }

  @Test(
    "is JSON, an object a line, where that is asked for",
    arguments: [
      (["--log-format", "json", "--log-level", "debug"], [:]),
      ([], ["NEBEUS_MOCK_LOG_FORMAT": "json", "NEBEUS_MOCK_LOG_LEVEL": "debug"]),
    ] as [([String], [String: String])])
  func json(_ arguments: [String], _ environment: [String: String]) throws {
    let outcome = try log(arguments, environment)
    let lines = try outcome.errorLines.map { try Document(parsing: Array($0.utf8)).root }
    #expect(outcome.error.hasSuffix("}\n"))
    #expect(lines.allSatisfy { $0.members?.prefix(4).map(\.key) == ["time", "level", "logger", "message"] })
    let call = try #require(lines.first { $0["path"]?.string == "/logout/1.0/json" })
    #expect(call["level"]?.string == "debug" && call["logger"]?.string == "nebeus-mock")
    #expect(call["method"]?.string == "POST" && call["status"]?.integer == 200)
  }

  @Test("has numbers as numbers, and the time in UTC, whatever the time zone is", arguments: ["text", "json"])
  func values(_ format: String) throws {
    let before = time(nil)
    let lines = try log(["--log-format", format, "--log-level", "debug"], ["TZ": "Asia/Tokyo"]).errorLines
    let line = try #require(lines.first { $0.contains("/logout/1.0/json") })
    var now = tm()
    let isFromThen = (before...time(nil)).contains { moment in
      var moment = moment
      gmtime_r(&moment, &now)
      var text = [CChar](repeating: 0, count: 32)
      strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &now)
      return line.contains(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    #expect(isFromThen)
    guard format == "json" else { return }
    let call = try Document(parsing: Array(line.utf8)).root
    #expect(["status", "bytes", "duration_us"].allSatisfy { call[$0]?.integer != nil })
    #expect(call["remote"]?.string != nil)
  }

  @Test(
    "has one line unless more is asked for: where the page is", arguments: [[], ["--log-level", "info"]])
  func page(_ arguments: [String]) throws {
    let outcome = try log(arguments)
    let line = try #require(outcome.errorLines.first)
    #expect(outcome.errorLines.count == 1)
    #expect(line.contains(" info nebeus-mock: url=http://127.0.0.1:"))
    #expect(line.hasSuffix("/_mock/ open the inspector in a browser"))
  }

  @Test(
    "is empty without errors and without a page to name",
    arguments: [["--no-inspector"], ["--log-level", "notice"], ["--log-format", "json", "--no-inspector"]])
  func quiet(_ arguments: [String]) throws {
    #expect(try log(arguments) == Program.Outcome(code: 0, output: "", error: ""))
  }
}
