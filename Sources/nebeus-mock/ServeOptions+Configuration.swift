import ArgumentParser
import Glibc
import HTTP
import JSONRPC
import Logging
import MockServer
import NebeusAPI
import Store

extension ServeOptions {
  /// What the server is told, from the command line, the environment and the defaults, in that order.
  ///
  /// Throws `Failure` where a value can't be used.
  func configuration(
    forCommand: Bool
  ) throws -> (settings: Settings, http: ServerConfiguration, portFile: String?) {
    let environment = Environment()
    let logger = try logger(environment)
    var settings = Settings(databases: try databases(environment), logger: logger)
    settings.data = try data(environment)
    settings.dialect = try environment.value(dialect, "DIALECT") ?? .documented
    settings.isStrict = try environment.flag(strict, "STRICT")
    settings.sameSite = try environment.value(cookieSameSite, "COOKIE_SAME_SITE") ?? .lax
    settings.adminToken = try token(environment)
    return (
      settings, try http(environment, logger, forCommand: forCommand), try environment.value(portFile, "PORT_FILE")
    )
  }

  /// An empty one would let everybody in who says so.
  private func token(_ environment: Environment) throws -> String? {
    guard let token = try environment.value(adminToken, "ADMIN_TOKEN") else { return nil }
    guard token.utf8.contains(where: { $0 > 0x20 }) else {
      throw Failure.usage("--admin-token: it is empty; leave the option out where everyone may call")
    }
    return token
  }

  private func databases(_ environment: Environment) throws -> DatabaseSettings {
    let folder = try environment.value(seeds, "SEEDS")
    if let folder, !Folder.isFolder(folder) { throw Failure.usage("--seeds \(folder): there is no such folder") }
    let library = SeedLibrary(directory: folder)
    let name = try environment.value(scenario, "SCENARIO") ?? "demo"
    guard library.names.contains(name) else {
      throw Failure.usage(
        "--scenario \(name): there is no such scenario; there are \(library.names.joined(separator: ", "))")
    }
    return DatabaseSettings(
      library: library, scenario: name, clock: try startingClock(environment),
      seed: try environment.value(seed, "SEED"),
      maxDatabases: try environment.value(maxDatabases, "MAX_DATABASES")?.number ?? 1_000, hash: Password.hash)
  }

  private func data(_ environment: Environment) throws -> Settings.Data? {
    let isDurable = try environment.flag(durable, "DURABLE")
    guard let folder = try environment.value(data, "DATA") else {
      if isDurable { throw Failure.usage("--durable: there is nothing to keep without --data DIR") }
      return nil
    }
    if folder.isEmpty { throw Failure.usage("--data: it is empty, and should be a folder") }
    return Settings.Data(folder: folder, isDurable: isDurable)
  }

  private func startingClock(_ environment: Environment) throws -> Timestamp? {
    let moment = try environment.value(clock, "CLOCK")
    if let moment, !DatabaseClock.range.contains(moment) {
      throw Failure.usage("--clock \(moment): a clock can be set from 1970-01-01 to 9999-12-31")
    }
    return moment
  }

  private func http(
    _ environment: Environment, _ logger: Logger, forCommand: Bool
  ) throws -> ServerConfiguration {
    // The variable is what a command is told by: in one that serves another command, it is the outer server's.
    let port = forCommand ? port ?? 0 : try environment.value(port, "PORT") ?? 8069
    let hosts = try environment.values(host, "HOST")
    let addresses = try (hosts.isEmpty ? ["127.0.0.1"] : hosts).map { host in
      guard let address = Address(host, port: port) else {
        throw Failure.usage("--host \(host): it is no IPv4 or IPv6 address, such as 127.0.0.1 or ::1")
      }
      return address
    }
    var http = ServerConfiguration(logger: logger)
    http.addresses = addresses
    http.loops = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    http.allowedOrigins = OriginRule(try origins(environment))
    http.allowedHosts = try allowedHosts(environment)
    if let count = try environment.value(maxBody, "MAX_BODY") { http.maxBody = count.number }
    if let count = try environment.value(maxConnections, "MAX_CONNECTIONS") { http.maxConnections = count.number }
    if let count = try environment.value(idleTimeout, "IDLE_TIMEOUT") { http.idleTimeout = .seconds(count.number) }
    return http
  }

  /// What no Host can be, its port left out, would quietly allow nobody.
  private func allowedHosts(_ environment: Environment) throws -> [String] {
    let names = try environment.values(allowHost, "ALLOW_HOST")
    for name in names where name.isEmpty || name.contains(where: { "/:?#@*, ".contains($0) }) {
      throw Failure.usage("--allow-host \(name): it is a host's name without port, such as mock.example.com")
    }
    return names
  }

  /// An origin is a scheme and an authority (RFC 6454, section 6.1): what is none would quietly allow nobody.
  private func origins(_ environment: Environment) throws -> [String] {
    let origins = try environment.values(allowOrigin, "ALLOW_ORIGIN")
    for origin in origins where origin != "*" && origin != "null" {
      let end = origin.firstRange(of: "://")
      guard let end, end.lowerBound > origin.startIndex, end.upperBound < origin.endIndex,
        !origin[end.upperBound...].contains(where: { "/?#@ ".contains($0) })
      else {
        throw Failure.usage("--allow-origin \(origin): it is no origin, such as http://localhost:3000, nor *")
      }
    }
    return origins
  }

  private func logger(_ environment: Environment) throws -> Logger {
    let format = try environment.value(logFormat, "LOG_FORMAT") ?? .text
    let level = try environment.value(logLevel, "LOG_LEVEL") ?? .info
    var logger = Logger(label: "nebeus-mock", factory: format.handler)
    logger.logLevel = level
    return logger
  }
}
