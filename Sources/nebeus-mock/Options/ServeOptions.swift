import HTTP
import JSONRPC
import Logging
import MockServer
import Store
import Time

/// The options of `serve`.
enum ServeOptions {
  static let host = CommandOption(
    repeatable: "host", "address", default: [ListenHost.loopback], shown: "localhost",
    "Address to listen on, IPv4 or IPv6; localhost is both loopback addresses. Repeatable.")
  static let port = CommandOption<UInt16>(
    "port", "n", default: 8069, shown: "8069", "Port to listen on; 0 takes any free one.")
  static let portFile = CommandOption<String?>(
    "port-file", "file",
    "File to write the port into once the server listens. A clean stop removes it.")

  static let scenario = CommandOption<String>(
    "scenario", "name", default: "demo", shown: "demo", "Scenario that databases start from.")
  static let seeds = CommandOption<String?>(
    "seeds", "dir", "Folder with more scenarios, NAME.json; read again for each database.")
  static let watch = CommandOption(
    "watch", "With --seeds: when a scenario file changes, check it, and if it is right, reset its databases.")
  static let data = CommandOption<String?>(
    "data", "dir", shown: "in memory", "Folder to keep databases in as files; created if needed.")
  static let durable = CommandOption(
    "durable", "Write every change to the disk before it is answered; needs --data.")
  static let clock = CommandOption<Timestamp?>(
    "clock", "timestamp", shown: "the system's time",
    "Freeze every clock at this time, such as 2017-03-03T12:00:00Z.")
  static let seed = CommandOption<UInt64?>(
    "seed", "n", "Make random values repeatable: session ids, account codes, PINs.")
  static let maxDatabases = CommandOption<Count>(
    "max-databases", "n", default: 1000, shown: "1000", "Most databases at once.")

  static let dialect = CommandOption<Dialect>(
    "dialect", "name", default: .documented, shown: "documented", "Shape of the answers: \(Dialect.names).")
  static let revision = CommandOption<Revision>(
    "revision", "name", default: .first, shown: Revision.first.rawValue,
    "Revision of the API Reference that databases follow: \(Revision.names).")
  static let strict = CommandOption(
    "strict", "Refuse what the contract doesn't allow: unknown or wrongly typed params, calls without envelope.")
  static let extensions = CommandOption(
    "extensions",
    "Describe long polling, which the API Reference doesn't list, in the OpenAPI document; needed with --strict to have it answered."
  )
  static let cookieSameSite = CommandOption<Settings.SameSite>(
    "cookie-same-site", "name", default: .lax, shown: "lax",
    "SameSite of the session cookie: \(Settings.SameSite.names).")

  static let allowOrigin = CommandOption<[OriginPattern]>(
    repeatable: "allow-origin", "origin", shown: "loopback origins",
    "Origin that may call from a browser, such as https://*.example.com, or *. Repeatable.")
  static let allowHost = CommandOption<[HostPattern]>(
    repeatable: "allow-host", "name",
    "Host name to answer to, in addition to loopback names, addresses and single labels. Repeatable.")
  static let publicURL = CommandOption<PublicURL?>(
    "public-url", "url", shown: "what the request says",
    "URL by which clients reach the server; links in mails lead there.")
  static let trustProxy = CommandOption<[TrustedProxy]>(
    repeatable: "trust-proxy", "address",
    "Proxy whose Forwarded and X-Forwarded-Proto are trusted, in addition to loopback addresses: an address or a range such as 10.0.0.0/8. Repeatable."
  )
  static let adminToken = CommandOption<AdminToken?>(
    "admin-token", "token", "Token that calls under /_mock must send as Authorization: Bearer TOKEN.")

  static let maxBody = CommandOption<Count>(
    "max-body", "bytes", default: 1_048_576, shown: "1048576", "Largest request body.")
  static let journal = CommandOption<Count>(
    "journal", "n", default: 1000, shown: "1000", "How many calls each database's journal keeps.")
  static let maxConnections = CommandOption<Count>(
    "max-connections", "n", default: 10_000, shown: "10000", "Most connections at once.")
  static let idleTimeout = CommandOption<Count>(
    "idle-timeout", "seconds", default: 60, shown: "60", "Time after which an idle connection is closed.")

  static let noInspector = CommandOption(
    "no-inspector", "Leave out the inspector, the page at /_mock/.")

  static let logLevel = CommandOption<Logger.Level>(
    "log-level", "level", default: .info, shown: "info", "Least level that is logged: \(Logger.Level.names).")
  static let logFormat = CommandOption<LogFormat>(
    "log-format", "name", default: .text, shown: "text", "Format of the log: \(LogFormat.names).")

  /// All of them, as the help and `docs/options.md` show them.
  static let groups = [
    OptionGroup("Where it listens", [host, port, portFile]),
    OptionGroup("Databases", [scenario, seeds, watch, data, durable, clock, seed, maxDatabases]),
    OptionGroup("API", [dialect, revision, strict, extensions, cookieSameSite]),
    OptionGroup("Who may call", [allowOrigin, allowHost, adminToken, publicURL, trustProxy, noInspector]),
    OptionGroup("Limits", [maxBody, journal, maxConnections, idleTimeout]),
    OptionGroup("Log", [logLevel, logFormat]),
  ]
}
