import Logging
import MockControl
import Store

extension MockServer {
  /// Makes a bundle's database again, as far as a number or to the first entry that differs, and keeps it.
  ///
  /// Throws `BundleError`, and what making a database throws.
  package func replay(_ bundle: Bundle, until last: Int? = nil) throws -> ReplayReport {
    var replayer = try Replayer(bundle, in: databases, settings, coverage: ledger)
    return try replayer.run(until: last)
  }
}

extension Settings {
  /// The settings of a server that answers as the one did that wrote a bundle.
  package init(replaying bundle: Bundle, databases: DatabaseSettings, logger: Logger) {
    self.init(databases: databases, logger: logger)
    dialect = bundle.contract.format.dialect
    revision = bundle.contract.format.revision
    isStrict = bundle.contract.isStrict
    allowsExtensions = bundle.contract.hasExtensions
    sameSite = bundle.sameSite
    recordsAll = true
  }
}

/// The program's scenarios, and the one of a bundle that has its own.
package struct BundleLibrary: ScenarioLibrary {
  private let bundle: Bundle
  private let others = SeedLibrary()

  package init(_ bundle: Bundle) {
    self.bundle = bundle
  }

  package var names: [String] { Set(others.names + [bundle.options.scenario]).sorted() }

  package func text(of name: String) throws(ScenarioError) -> (file: String, text: [UInt8])? {
    guard let scenario = own(name) else { return try others.text(of: name) }
    return ("the bundle's scenario \(name)", scenario.text)
  }

  package func images(of name: String) throws(ScenarioError) -> [ScenarioImage] {
    guard let scenario = own(name) else { return try others.images(of: name) }
    return scenario.images
  }

  package func script(of name: String) throws(ScenarioError) -> String? {
    own(name) == nil ? try others.script(of: name) : nil
  }

  private func own(_ name: String) -> (text: [UInt8], images: [ScenarioImage])? {
    name == bundle.options.scenario ? bundle.scenario : nil
  }
}
