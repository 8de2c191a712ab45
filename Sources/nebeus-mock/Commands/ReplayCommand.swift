import JSON
import MockControl
import MockServer
import NebeusAPI
import NebeusSchema
import Store

/// Replays a bundle, and serves what it has led to.
enum ReplayCommand: Command {
  private static let until = CommandOption<Count?>(
    "until", "n", hasVariable: false, "Stop after that entry.")
  private static let serve = CommandOption(
    "serve", hasVariable: false,
    "Serve the state in the end, or after the first entry that differs, until a signal stops it.")

  /// Those options of serve that don't decide what the database is and how it answers: that is in the bundle.
  private static let served = ServeOptions.groups.filter { !["Databases", "API"].contains($0.title) }

  static let description = CommandDescription(
    name: "replay",
    summary: "Repeat the calls of a bundle and compare the answers.",
    discussion: [
      "A bundle is what GET /_mock/databases/NAME/bundle answers, or exec --bundles keeps. Every call and control call is made "
        + "again in its order and at its moment, and each answer is compared to the byte. The exit code is 1 at the first "
        + "difference, which is reported.",
      "With --serve the database is then served, with its clock where it was, and the exit code is that of serve.",
    ],
    groups: [OptionGroup("Options", [until, serve])] + served,
    operands: .one(name: "file", help: "The bundle."))

  static func run(_ arguments: ParsedArguments) throws {
    let path = arguments.operands[0]
    let signals = try arguments[serve] ? StopSignals() : nil
    let bundle = try read(path)
    let configurator = ServerConfigurator(arguments: arguments, port: ServeOptions.port)
    let logger = try configurator.logger()
    if bundle.version != Version.version {
      logger.warning(
        "the bundle is of another version", metadata: ["bundle": "\(bundle.version)", "program": "\(Version.version)"])
    }
    let databases = DatabaseSettings(
      schema: .nebeus, library: BundleLibrary(bundle), scenario: bundle.options.scenario, hash: Password.hash)
    var settings = Settings(replaying: bundle, databases: databases, logger: logger)
    try configurator.setAccess(in: &settings)
    let http = try configurator.http(logger)
    let server: MockServer
    let report: ReplayReport
    do {
      server = try RunningServer.make(settings, http)
      report = try server.replay(bundle, until: try arguments[until]?.number)
    } catch let error as BundleError {
      throw Failure.faultyData("\(path): \(error)")
    } catch let error as DatabaseError {
      throw Failure.faultyData("\(path): \(error)")
    }
    try StandardStream.output.deliver("\(report)")
    guard let signals else {
      if report.difference != nil { throw Failure(code: ExitCode.failure) }
      return
    }
    let running = try RunningServer(server, settings, portFile: try arguments[ServeOptions.portFile])
    try ServeCommand.serve(running, until: signals)
  }

  private static func read(_ path: String) throws -> Bundle {
    let file: [UInt8]
    do {
      guard let contents = try Files.read(path, most: Document.maxBytes) else {
        throw Failure.usage("\(path): no such file")
      }
      file = contents
    } catch let error as DataError {
      throw Failure.usage("\(error)")
    }
    do {
      return try Bundle(parsing: file)
    } catch {
      throw Failure.faultyData("\(path): \(error)")
    }
  }
}
