import ArgumentParser
import JSONRPC
import Logging
import MockServer
import Store

/// The options of `serve`; each can be given by an environment variable too.
///
/// Numbers and moments take the next word for their value whatever it looks like: `-1` is a wrong number, and no option.
struct ServeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Address to listen on, IPv4 or IPv6; repeatable. [NEBEUS_MOCK_HOST, default 127.0.0.1]", valueName: "address"))
  var host: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Port; 0 is any free one. [NEBEUS_MOCK_PORT, default 8069; with exec this option alone, default 0]",
    transform: UInt16.read)
  var port: UInt16?

  @Option(help: ArgumentHelp("File to write the port into once it listens. [NEBEUS_MOCK_PORT_FILE]", valueName: "file"))
  var portFile: String?

  @Option(
    help: ArgumentHelp("Scenario that databases start from. [NEBEUS_MOCK_SCENARIO, default demo]", valueName: "name"))
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      "Folder with more scenarios, NAME.json; read anew for each database. [NEBEUS_MOCK_SEEDS]", valueName: "dir"))
  var seeds: String?

  @Option(
    help: ArgumentHelp(
      "Folder to keep databases in as files, made where there is none. [NEBEUS_MOCK_DATA, default in memory]",
      valueName: "dir"))
  var data: String?

  @Flag(help: "Have every change on the disk before it is answered; with --data. [NEBEUS_MOCK_DURABLE]")
  var durable = false

  @Option(help: "Shape of the answers: documented or jsonrpc. [NEBEUS_MOCK_DIALECT, default documented]")
  var dialect: Dialect?

  @Flag(
    help:
      "Refuse what the contract doesn't allow: unknown or wrongly typed params, calls without envelope. [NEBEUS_MOCK_STRICT]"
  )
  var strict = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Timestamp at which every clock stands still, such as 2017-03-03T12:00:00Z. [NEBEUS_MOCK_CLOCK, default the system's time]",
      valueName: "moment"),
    transform: Timestamp.read)
  var clock: Timestamp?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number that makes random repeatable: session ids, account codes. [NEBEUS_MOCK_SEED]", valueName: "n"),
    transform: UInt64.read)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Origin that may call from a browser, or *; repeatable. [NEBEUS_MOCK_ALLOW_ORIGIN, default loopback origins]",
      valueName: "origin"))
  var allowOrigin: [String] = []

  @Option(
    help: ArgumentHelp(
      "Host name that the server answers to, beside loopback names, addresses and single labels; repeatable. [NEBEUS_MOCK_ALLOW_HOST]",
      valueName: "name"))
  var allowHost: [String] = []

  @Option(help: "SameSite of the session cookie: none, lax or strict. [NEBEUS_MOCK_COOKIE_SAME_SITE, default lax]")
  var cookieSameSite: Settings.SameSite?

  @Option(
    help: ArgumentHelp(
      "Token that control calls, under /_mock, have to bring as Authorization: Bearer TOKEN. [NEBEUS_MOCK_ADMIN_TOKEN]",
      valueName: "token"))
  var adminToken: String?

  @Option(
    help:
      "Least level of what is logged: trace, debug, info, notice, warning, error, critical. [NEBEUS_MOCK_LOG_LEVEL, default info]"
  )
  var logLevel: Logger.Level?

  @Option(help: "Form of the log: text or json. [NEBEUS_MOCK_LOG_FORMAT, default text]")
  var logFormat: LogFormat?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Largest body in bytes. [NEBEUS_MOCK_MAX_BODY, default 1048576]", valueName: "bytes"),
    transform: Count.read)
  var maxBody: Count?

  @Option(
    parsing: .unconditional, help: "Most connections at once. [NEBEUS_MOCK_MAX_CONNECTIONS, default 10000]",
    transform: Count.read)
  var maxConnections: Count?

  @Option(
    parsing: .unconditional, help: "Most databases at once. [NEBEUS_MOCK_MAX_DATABASES, default 1000]",
    transform: Count.read)
  var maxDatabases: Count?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds after which an idle connection is closed. [NEBEUS_MOCK_IDLE_TIMEOUT, default 60]", valueName: "seconds"),
    transform: Count.read)
  var idleTimeout: Count?
}
