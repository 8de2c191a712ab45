import Basics
import Glibc
import HTTP
import JSON
import Store

/// Where the bundles of a server's databases are kept: a folder with a file for each, NAME.json.
struct BundleFolder {
  private let path: String

  /// Makes the folder if there is none. Throws `Failure` where that can't be done.
  init(_ path: String) throws(Failure) {
    self.path = path
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .unavailable("\(path): \(SystemError.text())")
    }
  }

  /// Writes a file for each database that has a bundle, and returns why the others have none.
  func write(_ databases: [DatabaseName], of client: ControlClient) throws -> [String] {
    var complaints: [String] = []
    for name in databases {
      do {
        let bundle = try client.get("/_mock/databases/\(name)/bundle")
        try ReportFile.write(bundle.rawText, to: "\(path)/\(name).json")
      } catch let failure as Failure where failure.code == ExitCode.failure {
        complaints.append("no bundle of \(name): \(failure.message ?? "")")
      }
    }
    return complaints
  }
}
