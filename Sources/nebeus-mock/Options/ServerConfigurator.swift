import Glibc
import HTTP
import Logging
import MockServer
import NebeusAPI
import NebeusSchema
import Store

/// Turns the options of a command that serves into what the server is made from.
struct ServerConfigurator {
  private typealias Options = ServeOptions

  let arguments: ParsedArguments
  /// The option that gives the port: `serve` and `exec` have defaults of their own.
  let port: CommandOption<UInt16>

  /// Throws where a value can't be used.
  func configuration() throws(Failure) -> (settings: Settings, http: ServerConfiguration) {
    let logger = try logger()
    var settings = Settings(databases: try databases(), logger: logger)
    settings.data = try data()
    settings.watchedFolder = try watchedFolder()
    settings.dialect = try arguments[Options.dialect]
    settings.revision = try arguments[Options.revision]
    settings.isStrict = try arguments[Options.strict]
    settings.allowsExtensions = try arguments[Options.extensions]
    settings.sameSite = try arguments[Options.cookieSameSite]
    try setAccess(in: &settings)
    return (settings, try http(logger))
  }

  /// Sets what has nothing to do with what is in a database and how it answers.
  func setAccess(in settings: inout Settings) throws(Failure) {
    settings.adminToken = try arguments[Options.adminToken]?.text
    settings.hasInspector = try !arguments[Options.noInspector]
    settings.publicURL = try arguments[Options.publicURL]?.address
    settings.trustedProxies = try arguments[Options.trustProxy].map(\.range)
    settings.journalLimit = try arguments[Options.journal].number
  }

  private func databases() throws(Failure) -> DatabaseSettings {
    let folder = try arguments[Options.seeds]
    if let folder, !Folder.isFolder(folder) {
      throw arguments.invalid(Options.seeds, folder, "there is no such folder")
    }
    let library = SeedLibrary(directory: folder)
    let name = try arguments[Options.scenario]
    guard library.names.contains(name) else {
      throw arguments.invalid(Options.scenario, name, "use one of \(library.names.joined(separator: ", "))")
    }
    return DatabaseSettings(
      schema: .nebeus,
      library: library, scenario: name, clock: try arguments[Options.clock], seed: try arguments[Options.seed],
      maxDatabases: try arguments[Options.maxDatabases].number, hash: Password.hash)
  }

  private func watchedFolder() throws(Failure) -> String? {
    guard try arguments[Options.watch] else { return nil }
    guard let folder = try arguments[Options.seeds] else {
      throw .usage("--watch needs --seeds DIR: there is no other scenario that can change")
    }
    return folder
  }

  private func data() throws(Failure) -> Settings.Data? {
    let isDurable = try arguments[Options.durable]
    guard let folder = try arguments[Options.data] else {
      if isDurable { throw .usage("--durable needs --data DIR: without it nothing is kept") }
      return nil
    }
    return Settings.Data(folder: folder, isDurable: isDurable)
  }

  func http(_ logger: Logger) throws(Failure) -> ServerConfiguration {
    let port = try arguments[port]
    var http = ServerConfiguration(logger: logger)
    // An address may be named twice, as by localhost and 127.0.0.1; it can be listened on once.
    for address in try arguments[Options.host].flatMap({ $0.addresses(port: port) })
    where !http.addresses.contains(address) {
      http.addresses.append(address)
    }
    http.loops = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    http.allowedOrigins = OriginRule(try arguments[Options.allowOrigin])
    http.allowedHosts = try arguments[Options.allowHost]
    http.maxBody = try arguments[Options.maxBody].number
    http.maxConnections = try arguments[Options.maxConnections].number
    http.idleTimeout = .seconds(try arguments[Options.idleTimeout].number)
    return http
  }

  func logger() throws(Failure) -> Logger {
    let format = try arguments[Options.logFormat]
    var logger = Logger(label: "nebeus-mock", factory: { LineLogHandler(label: $0, format: format) })
    logger.logLevel = try arguments[Options.logLevel]
    for (name, value) in arguments.ignoredVariables {
      logger.warning(
        "environment variable ignored: it holds the address of a service",
        metadata: ["name": "\(name)", "value": "\(value)"])
    }
    return logger
  }
}
