import JSON
import Seeds
import TestSupport
import Testing

@Suite("Bad usage")
struct UsageTests {
  private static let scenarios = SeedFile.scenarios.map(\.name).sorted().joined(separator: ", ")
  private static let help = Result { try Program.run(["serve", "--help"]) }

  @Test(
    "ends with 64 and one clear line",
    arguments: [
      (["--nope"], "Unknown option '--nope'."), (["fly"], "Unexpected argument 'fly'."),
      (["--port", "x"], "The value 'x' is invalid for '--port <port>': it should be a whole number from 0 to 65535."),
      (
        ["--port", "65536"], "The value '65536' is invalid for '--port <port>': it should be a whole number from 0 to "
      ),
      (
        ["--port", "-1"], "The value '-1' is invalid for '--port <port>': it should be a whole number from 0 to 65535."
      ),
      (
        ["--port", "--strict"], "The value '--strict' is invalid for '--port <port>': it should be a whole number from "
      ),
      (["--port"], "Missing value for '--port <port>'."),
      (["--scenario", "nope"], "--scenario nope: there is no such scenario; there are \(Self.scenarios)"),
      (["--seeds", "/nonexistent"], "--seeds /nonexistent: there is no such folder"),
      (["--host", "example.com"], "--host example.com: it is no IPv4 or IPv6 address, such as 127.0.0.1 or ::1"),
      (
        ["--dialect", "xml"],
        "The value 'xml' is invalid for '--dialect <dialect>'. Please provide one of 'documented' and 'jsonrpc'."
      ),
      (
        ["--clock", "noon"],
        "The value 'noon' is invalid for '--clock <moment>': it should be a moment such as 2017-03-03T12:00:00Z."
      ),
      (["--clock", "2017-02-29T00:00:00Z"], "The value '2017-02-29T00:00:00Z' is invalid for '--clock <moment>': it "),
      (
        ["--clock", "1969-12-31T23:59:59Z"],
        "--clock 1969-12-31 23:59:59: a clock can be set from 1970-01-01 to 9999-12-31"
      ),
      (
        ["--seed", "-1"],
        "The value '-1' is invalid for '--seed <n>': it should be a whole number from 0 to 18446744073709551615."
      ),
      (["--cookie-same-site", "Lax"], "The value 'Lax' is invalid for '--cookie-same-site <cookie-same-site>'."),
      (
        ["--allow-origin", "example.com"],
        "--allow-origin example.com: it is no origin, such as http://localhost:3000, nor *"
      ),
      (
        ["--allow-host", "mock.example.com:8069"],
        "--allow-host mock.example.com:8069: it is a host's name without port, such as mock.example.com"
      ),
      (["--log-level", "loud"], "The value 'loud' is invalid for '--log-level <log-level>'."),
      (["--log-format", "xml"], "The value 'xml' is invalid for '--log-format <log-format>'."),
      (
        ["--max-body", "0"],
        "The value '0' is invalid for '--max-body <bytes>': it should be a whole number from 1 to 1000000000."
      ),
      (
        ["--max-body", "-1"], "The value '-1' is invalid for '--max-body <bytes>': it should be a whole number from 1 "
      ),
      (
        ["--max-connections", "1e3"], "The value '1e3' is invalid for '--max-connections <max-connections>': it should "
      ),
      (["--max-databases", "-1"], "The value '-1' is invalid for '--max-databases <max-databases>': it should be a "),
      (["--idle-timeout", "0.5"], "The value '0.5' is invalid for '--idle-timeout <seconds>': it should be a whole "),
      (["--admin-token", ""], "--admin-token: it is empty; leave the option out where everyone may call"),
      (["--strict=1"], "The option '--strict' does not take any value, but '1' was specified."),
      (["check"], "Missing expected argument '<file|dir> ...'."),
      (["health", "--url", "ftp://127.0.0.1"], "--url ftp://127.0.0.1: it is http:// and an address"),
      (["exec"], "There is no command behind two dashes, as in: nebeus-mock exec -- make test."),
      (["exec", "--"], "There is no command behind two dashes, as in: nebeus-mock exec -- make test."),
      (["exec", "true"], "There is no command behind two dashes, as in: nebeus-mock exec -- make test."),
      (["exec", "--scenario", "nope", "--", "echo", "x"], "--scenario nope: there is no such scenario; there are "),
      (["health", "now"], "Unexpected argument 'now'."),
    ])
  func refused(_ arguments: [String], _ message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.error.hasPrefix(message))
    #expect(!outcome.error.contains(".. ") && !outcome.error.contains("?. "))
  }

  @Test(
    "is told of an environment's mistakes as of the command line's",
    arguments: [
      ("PORT", "x", "NEBEUS_MOCK_PORT=x: it should be a whole number from 0 to 65535"),
      ("HOST", "127.0.0.1,x", "--host x: it is no IPv4 or IPv6 address, such as 127.0.0.1 or ::1"),
      ("SCENARIO", "nope", "--scenario nope: there is no such scenario; there are \(Self.scenarios)"),
      ("SEEDS", "/nonexistent", "--seeds /nonexistent: there is no such folder"),
      ("DIALECT", "xml", "NEBEUS_MOCK_DIALECT=xml: it should be one of documented, jsonrpc"),
      ("STRICT", "maybe", "NEBEUS_MOCK_STRICT=maybe: it is 1 or 0"),
      ("CLOCK", "noon", "NEBEUS_MOCK_CLOCK=noon: it should be a moment such as 2017-03-03T12:00:00Z"),
      ("SEED", "x", "NEBEUS_MOCK_SEED=x: it should be a whole number from 0 to 18446744073709551615"),
      ("LOG_FORMAT", "xml", "NEBEUS_MOCK_LOG_FORMAT=xml: it should be one of text, json"),
      ("MAX_BODY", "0", "NEBEUS_MOCK_MAX_BODY=0: it should be a whole number from 1 to 1000000000"),
      (
        "COOKIE_SAME_SITE", "x", "NEBEUS_MOCK_COOKIE_SAME_SITE=x: it should be one of none, lax, strict"
      ),
    ])
  func environment(_ name: String, _ value: String, _ message: String) throws {
    let outcome = try Program.run([], environment: ["NEBEUS_MOCK_\(name)": value])
    #expect(outcome == Program.Outcome(code: 64, output: "", error: message + "\n"))
  }

  @Test(
    "is avoided by help that names every option and its variable",
    arguments: [
      ("--host", "NEBEUS_MOCK_HOST"), ("--port", "NEBEUS_MOCK_PORT"), ("--port-file", "NEBEUS_MOCK_PORT_FILE"),
      ("--scenario", "NEBEUS_MOCK_SCENARIO"), ("--seeds", "NEBEUS_MOCK_SEEDS"), ("--dialect", "NEBEUS_MOCK_DIALECT"),
      ("--data", "NEBEUS_MOCK_DATA"), ("--durable", "NEBEUS_MOCK_DURABLE"), ("--strict", "NEBEUS_MOCK_STRICT"),
      ("--clock", "NEBEUS_MOCK_CLOCK"), ("--seed", "NEBEUS_MOCK_SEED"),
      ("--allow-origin", "NEBEUS_MOCK_ALLOW_ORIGIN"), ("--allow-host", "NEBEUS_MOCK_ALLOW_HOST"),
      ("--cookie-same-site", "NEBEUS_MOCK_COOKIE_SAME_SITE"), ("--log-level", "NEBEUS_MOCK_LOG_LEVEL"),
      ("--admin-token", "NEBEUS_MOCK_ADMIN_TOKEN"),
      ("--log-format", "NEBEUS_MOCK_LOG_FORMAT"), ("--max-body", "NEBEUS_MOCK_MAX_BODY"),
      ("--max-connections", "NEBEUS_MOCK_MAX_CONNECTIONS"), ("--max-databases", "NEBEUS_MOCK_MAX_DATABASES"),
      ("--idle-timeout", "NEBEUS_MOCK_IDLE_TIMEOUT"),
    ])
  func help(_ option: String, _ variable: String) throws {
    let outcome = try Self.help.get()
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    let words = Set(outcome.output.split { " \n[],".contains($0) })
    #expect(words.contains(option[...]) && words.contains(variable[...]))
  }

  @Test(
    "is avoided by help that names every command, and where the options are told", arguments: ["--help", "-h", "help"])
  func commands(_ argument: String) throws {
    let outcome = try Program.run([argument])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    #expect(["serve", "exec", "check", "health", "nebeus-mock serve --help"].allSatisfy(outcome.output.contains))
  }

  @Test("is not asking for the version, which a server tells too")
  func version() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    let server = try Served()
    let health = try server.client().exchange("GET /_mock/health HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try health.json["version"]?.string.map { $0 + "\n" } == outcome.output)
  }
}
