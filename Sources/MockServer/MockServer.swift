import HTTP
import Instrumentation
import JSONRPC
import Logging
import MockControl
import NebeusAPI
import OdooHTTP
import Store

/// The whole server: the API, its databases and the pages beside them, behind one HTTP server.
package final class MockServer: Sendable {
  private let server: Server
  package let databases: Databases
  let settings: Settings
  let ledger: CoverageLedger
  private let contract: APIContract
  private let hasFiles: Bool
  private let watcher: ScenarioWatcher?

  /// Checks the declarations and makes the standard database, so that a faulty scenario is known before anyone calls.
  ///
  /// Throws `ScenarioError`, `DatabaseError`, `DataError`, `EndpointCheck` or `RouterError`.
  package init(_ settings: Settings, http: ServerConfiguration) throws {
    try EndpointCheck.check(API.endpoints + API.extensions.flatMap(\.endpoints))
    self.settings = settings
    hasFiles = settings.data != nil
    contract = settings.contract
    var databaseSettings = settings.databases
    ledger = CoverageLedger { CoverageCatalogue.targets }
    databaseSettings.attachment = { [limit = settings.journalLimit, recordsAll = settings.recordsAll, ledger] name in
      Instrumentation(journalLimit: limit, recordsAll: recordsAll, coverage: ledger.coverage(of: name.text))
    }
    databases =
      if let data = settings.data {
        try Databases(
          databaseSettings, in: try DataFolder(data.folder, schema: databaseSettings.schema, isDurable: data.isDurable))
      } else {
        Databases(databaseSettings)
      }
    _ = try databases.database(.standard)
    watcher = settings.watchedFolder.map { [databases] folder in
      ScenarioWatcher(folder: folder, databases: databases, logger: settings.logger)
    }
    let pipeline = APIPipeline(databases: databases, settings: settings)
    let api = Self.apiRoutes(through: pipeline, settings)
    let control = try Self.control(of: databases, settings, coverage: ledger, api)
    let router = try Router(api + control.routes(), prefix: BasePath.marker)
    var http = http
    http.logger = settings.logger
    http.exposedFields = [.preferenceApplied, .eTag]
    http.originHint = "--allow-origin"
    http.hostHint = "--allow-host"
    http.contentDecoders = InflatedContent.decoders
    http.refusal = { [hasInspector = settings.hasInspector] refusal, request, response in
      var refusal = refusal
      if hasInspector, InspectorRoutes.welcome(request, &refusal, &response) { return }
      pipeline.refuse(refusal, request, &response)
    }
    server = Server(http, router: router)
  }

  static func control(
    of databases: Databases, _ settings: Settings, coverage: CoverageLedger, _ api: [Route]
  ) throws -> Control {
    Control(
      of: databases, library: settings.databases.library, contract: settings.contract, token: settings.adminToken,
      scenario: settings.databases.scenario, cookie: SessionCookie(sameSite: settings.sameSite),
      hasInspector: settings.hasInspector, logger: settings.logger, coverage: coverage, api: try Router(api))
  }

  static func apiRoutes(through pipeline: APIPipeline, _ settings: Settings) -> [Route] {
    let files = ImageFiles()
    let endpoints = API.endpoints.enumerated().map { index, endpoint in
      pipeline.route(
        .post, endpoint.path, parameters: endpoint.pathParameters.map(\.name),
        to: EndpointResponder(endpoint, coverageTarget: index, settings: settings))
    }
    let images = API.images.enumerated().map { index, image in
      pipeline.route(
        .get, image.path, parameters: [image.parameter.name],
        to: ImageResponder(endpoint: image, files: files, coverageTarget: API.endpoints.count + index))
    }
    return endpoints + images + extensions(through: pipeline, settings) + ResetPasswordPage.routes(through: pipeline)
  }

  /// What the reference doesn't list. A strict server without extensions says how it can be had.
  private static func extensions(through pipeline: APIPipeline, _ settings: Settings) -> [Route] {
    API.extensions.flatMap(\.endpoints).enumerated().map { index, endpoint in
      guard settings.answersExtensions else {
        let message = "\(endpoint.path) is not in the API Reference; a strict server answers it with --extensions"
        return pipeline.route(.post, endpoint.path, to: RefusalResponder(error: HTTPError(.notFound, message)))
      }
      let target = API.endpoints.count + API.images.count + index
      return pipeline.route(
        .post, endpoint.path,
        to: EndpointResponder(endpoint, coverageTarget: target, settings: settings, mayWait: true))
    }
  }

  /// Starts to listen. Throws `SocketError`.
  package func start() throws(SocketError) {
    try server.start()
    watcher?.start()
  }

  /// What of the API was exercised in all databases.
  package var coverage: CoverageReport {
    CoverageReport(
      of: ledger.targets, ledger.counts, in: contract.format.revision, hasExtensions: contract.hasExtensions)
  }

  /// Where it listens, with the ports that the system chose for those given as 0.
  package var addresses: [Address] { server.addresses }

  /// Stops accepting, finishes what is being answered within `gracePeriod`, then calls `completion`.
  package func stop(gracePeriod: Duration = .seconds(10), completion: @escaping @Sendable () -> Void = {}) {
    watcher?.stop()
    server.stop(gracePeriod: gracePeriod) { [databases, hasFiles] in
      // Memory needs no closing: it goes with the process.
      if hasFiles { databases.close() }
      completion()
    }
  }
}
