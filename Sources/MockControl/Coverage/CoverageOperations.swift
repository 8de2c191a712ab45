import HTTP
import Instrumentation
import JSONRPC
import NebeusAPI
import Store

/// What of the API the calls to a server have exercised, in a database or in all.
///
/// It outlives databases: a suite that makes one for each test asks at its end.
enum CoverageOperations {
  static let showAll = ControlOperation(
    "Show what of the API was exercised, in all databases", answer: CoverageReport.shape
  ) { call in
    report(of: call.server.coverage.counts, in: nil, call)
  }

  static let clearAll = ControlOperation("Forget what was exercised, in all databases") { call in
    call.server.coverage.clear()
  }

  static let show = ControlOperation(
    "Show what of the API was exercised in a database", answer: CoverageReport.shape
  ) { call in
    let name = try call.databaseName()
    guard let counts = call.server.coverage.counts(of: name.text) else { throw unknown(name) }
    // One that is gone was most likely of the server's revision, as most are.
    return report(of: counts, in: call.server.databases.existing(name)?.revision, call)
  }

  static let clear = ControlOperation("Forget what was exercised in a database") { call in
    let name = try call.databaseName()
    guard call.server.coverage.clear(name.text) else { throw unknown(name) }
  }

  /// What a revision of the reference has, the server's unless one is given.
  private static func report(
    of counts: [Int: CoverageCounts], in revision: Revision?, _ call: ControlCall
  ) -> CoverageReport {
    let contract = call.server.contract
    return CoverageReport(
      of: call.server.coverage.targets, counts, in: revision ?? contract.format.revision,
      hasExtensions: contract.hasExtensions)
  }

  private static func unknown(_ name: DatabaseName) -> Problem {
    Problem(.notFound, "There has been no database \(name)")
  }
}

/// What there is to exercise of the API, made from its declarations.
package enum CoverageCatalogue {
  /// The endpoints in the order of `API.endpoints`, the images in that of `API.images`, then the extensions.
  package static let targets: [CoverageTarget] =
    API.chapters.flatMap { chapter in chapter.endpoints.map { CoverageTarget($0, chapter: chapter.name) } }
    + API.chapters.flatMap { chapter in
      chapter.images.map { CoverageTarget(path: $0.path, summary: $0.summary, chapter: chapter.name) }
    }
    + API.extensions.flatMap { chapter in
      chapter.endpoints.map { CoverageTarget($0, chapter: chapter.name, isExtension: true) }
    }
}
