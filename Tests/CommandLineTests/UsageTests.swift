import JSON
import MockServer
import TestSupport
import Testing

@Suite("Bad usage")
struct UsageTests {
  private static let scenarios = SeedLibrary().names.joined(separator: ", ")
  private static let help = Result { try Program.run(["serve", "--help"]) }

  @Test(
    "ends with 64 and one clear line",
    arguments: [
      (["--nope"], "unknown option --nope; see nebeus-mock serve --help"),
      (["--hots", "::1"], "unknown option --hots; did you mean --host?; see nebeus-mock serve --help"),
      (["-x"], "unknown option -x; see nebeus-mock serve --help"),
      (["fly"], #"unknown command "fly": use one of serve, exec, check, schema, openapi, health"#),
      (["serve", "fly"], #"unexpected argument "fly"; see nebeus-mock serve --help"#),
      (["--port", "x"], #"invalid value "x" for --port: use a whole number from 0 to 65535"#),
      (["--port", "65536"], #"invalid value "65536" for --port: use a whole number from 0 to 65535"#),
      (["--port", "-1"], #"invalid value "-1" for --port: use a whole number from 0 to 65535"#),
      (["--port=-1"], #"invalid value "-1" for --port: use a whole number from 0 to 65535"#),
      (["--port", "x", "--port", "0"], #"invalid value "x" for --port: use a whole number from 0 to 65535"#),
      (["--port", "--strict"], "--port <n>: the value is missing; see nebeus-mock serve --help"),
      (["--port"], "--port <n>: the value is missing; see nebeus-mock serve --help"),
      (["--scenario", "nope"], #"invalid value "nope" for --scenario: use one of \#(Self.scenarios)"#),
      (["--scenario", ""], #"invalid value "" for --scenario: use a text that isn't empty"#),
      (["--seeds", "/nonexistent"], #"invalid value "/nonexistent" for --seeds: there is no such folder"#),
      (
        ["--host", "example.com"],
        #"invalid value "example.com" for --host: use an IPv4 or IPv6 address such as 127.0.0.1 or ::1, or localhost"#
      ),
      (["--dialect", "xml"], #"invalid value "xml" for --dialect: use one of documented, jsonrpc"#),
      (
        ["--clock", "noon"],
        #"invalid value "noon" for --clock: use a timestamp from 1970 to 9999, such as 2017-03-03T12:00:00Z"#
      ),
      (["--clock", "2017-02-29T00:00:00Z"], #"invalid value "2017-02-29T00:00:00Z" for --clock: use a timestamp "#),
      (["--clock", "1969-12-31T23:59:59Z"], #"invalid value "1969-12-31T23:59:59Z" for --clock: use a timestamp "#),
      (["--seed", "-1"], #"invalid value "-1" for --seed: use a whole number from 0 to 18446744073709551615"#),
      (["--cookie-same-site", "Lax"], #"invalid value "Lax" for --cookie-same-site: use one of none, lax, strict"#),
      (
        ["--allow-origin", "example.com"],
        #"invalid value "example.com" for --allow-origin: use an origin such as http://localhost:3000, or *"#
      ),
      (
        ["--allow-host", "mock.example.com:8069"],
        #"invalid value "mock.example.com:8069" for --allow-host: use a host name without port, such as mock.example.com"#
      ),
      (["--log-level", "loud"], #"invalid value "loud" for --log-level: use one of trace, debug, info, notice, "#),
      (["--log-format", "xml"], #"invalid value "xml" for --log-format: use one of text, json"#),
      (["--max-body", "0"], #"invalid value "0" for --max-body: use a whole number from 1 to 1000000000"#),
      (["--max-body", "-1"], #"invalid value "-1" for --max-body: use a whole number from 1 to 1000000000"#),
      (["--max-connections", "1e3"], #"invalid value "1e3" for --max-connections: use a whole number from 1 to "#),
      (["--max-databases", "-1"], #"invalid value "-1" for --max-databases: use a whole number from 1 to "#),
      (["--idle-timeout", "0.5"], #"invalid value "0.5" for --idle-timeout: use a whole number from 1 to "#),
      (
        ["--admin-token", ""],
        #"invalid value "" for --admin-token: use a token that isn't blank, or leave the option "#
      ),
      (["--strict=1"], "--strict takes no value; see nebeus-mock serve --help"),
      (["--scenario", "a\nb"], #"invalid value "a\nb" for --scenario: use one of "#),
      (["check"], "missing argument <file|dir>; see nebeus-mock check --help"),
      (
        ["health", "--url", "ftp://127.0.0.1"],
        #"invalid value "ftp://127.0.0.1" for --url: use http:// and an address, with a port or without, such as "#
      ),
      (["exec"], "missing command after --, as in: nebeus-mock exec -- make test; see nebeus-mock exec --help"),
      (["exec", "--"], "missing command after --, as in: nebeus-mock exec -- make test; see nebeus-mock exec --help"),
      (["exec", "true"], "missing command after --, as in: nebeus-mock exec -- make test; see "),
      (
        ["exec", "--scenario", "nope", "--", "echo", "x"], #"invalid value "nope" for --scenario: use one of "#
      ),
      (["health", "now"], #"unexpected argument "now"; see nebeus-mock health --help"#),
      (["help", "fly"], #"unknown command "fly": use one of "#),
    ])
  func refused(_ arguments: [String], _ message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.error.hasPrefix(message))
  }

  @Test(
    "in the environment is reported like that on the command line",
    arguments: [
      ("PORT", "x", #"invalid value "x" for NEBEUS_MOCK_PORT: use a whole number from 0 to 65535"#),
      (
        "HOST", "127.0.0.1, x",
        #"invalid value "x" for NEBEUS_MOCK_HOST: use an IPv4 or IPv6 address such as 127.0.0.1 or ::1, or localhost"#
      ),
      ("SCENARIO", "nope", #"invalid value "nope" for NEBEUS_MOCK_SCENARIO: use one of \#(Self.scenarios)"#),
      ("SEEDS", "/nonexistent", #"invalid value "/nonexistent" for NEBEUS_MOCK_SEEDS: there is no such folder"#),
      ("DIALECT", "xml", #"invalid value "xml" for NEBEUS_MOCK_DIALECT: use one of documented, jsonrpc"#),
      ("STRICT", "maybe", #"invalid value "maybe" for NEBEUS_MOCK_STRICT: use 1 or 0"#),
      (
        "CLOCK", "noon",
        #"invalid value "noon" for NEBEUS_MOCK_CLOCK: use a timestamp from 1970 to 9999, such as 2017-03-03T12:00:00Z"#
      ),
      ("SEED", "x", #"invalid value "x" for NEBEUS_MOCK_SEED: use a whole number from 0 to 18446744073709551615"#),
      ("LOG_FORMAT", "xml", #"invalid value "xml" for NEBEUS_MOCK_LOG_FORMAT: use one of text, json"#),
      ("MAX_BODY", "0", #"invalid value "0" for NEBEUS_MOCK_MAX_BODY: use a whole number from 1 to 1000000000"#),
      ("COOKIE_SAME_SITE", "x", #"invalid value "x" for NEBEUS_MOCK_COOKIE_SAME_SITE: use one of none, lax, strict"#),
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
    "is avoided by help that names every command, and says where the options are", arguments: ["--help", "-h", "help"])
  func commands(_ argument: String) throws {
    let outcome = try Program.run([argument])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    #expect(["serve", "exec", "check", "health", "nebeus-mock serve --help"].allSatisfy(outcome.output.contains))
  }

  @Test("is not --version, which a server also reports")
  func version() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    let server = try Served()
    let health = try server.client().exchange("GET /_mock/health HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try health.json["version"]?.string.map { $0 + "\n" } == outcome.output)
  }
}
