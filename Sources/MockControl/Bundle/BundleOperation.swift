import HTTP
import JSONRPC

/// A database's life as one file, to be replayed elsewhere.
///
/// Source: docs/replay.md.
enum BundleOperation {
  /// A larger bundle leaves in pieces, each made when those before are on their way.
  private static let largestWhole = 1 << 18

  static let show = ControlOperation(
    "Bundle the calls for `nebeus-mock replay`", answers: [.init(.ok, .map(of: .any))],
    refusals: [(.conflict, "Not all calls since the database was made or reset were kept")]
  ) { call, response in
    let bundle = try BundleWriter(of: try call.database(), by: call.server)
    response.contentType = "application/json"
    while response.body.count < largestWhole {
      guard bundle.writeNext(to: &response.body) else { return }
    }
    response.stream { piece in bundle.writeNext(to: &piece) }
  }
}
