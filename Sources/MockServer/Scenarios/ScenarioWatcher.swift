import Dispatch
import Instrumentation
import Logging
import NebeusAPI
import Store
import Synchronization

/// Watches a folder of scenarios, and starts databases again from those that change.
///
/// A changed scenario is checked first: if it is faulty, the log has its problems, and its databases stay as they are.
final class ScenarioWatcher: Sendable {
  private let folder: String
  private let databases: Databases
  private let logger: Logger
  private let changes: Mutex<FileChanges>
  private let isStopped = Atomic<Bool>(false)
  private let queue = DispatchQueue(label: "nebeus-mock.watch")

  init(folder: String, databases: Databases, logger: Logger) {
    self.folder = folder
    self.databases = databases
    self.logger = logger
    changes = Mutex(FileChanges(Self.files(in: folder).map(\.path)))
  }

  /// Begins to look, until `stop`.
  func start() {
    queue.asyncAfter(deadline: .now() + .milliseconds(FileChanges.milliseconds)) { [weak self] in
      guard let self, !isStopped.load(ordering: .relaxed) else { return }
      look()
      start()
    }
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Looks once, and deals with what has changed since.
  func look() {
    let files = Self.files(in: folder)
    let changed = changes.withLock { $0.look(at: files.map(\.path)) }
    for (name, path) in files where changed.contains(path) {
      do {
        try ScenarioFile.check(path, name: name)
        reset(name)
      } catch {
        for problem in error.problems {
          logger.warning(
            "scenario is faulty; its databases stay as they are",
            metadata: ["scenario": "\(name)", "problem": "\(problem)"])
        }
      }
    }
  }

  /// Starts every database of the scenario again.
  private func reset(_ scenario: String) {
    let affected = databases.all.filter { $0.scenario == scenario }
    logger.info(
      "scenario has changed; its databases start again",
      metadata: ["scenario": "\(scenario)", "databases": .stringConvertible(affected.count)])
    for database in affected {
      do {
        _ = try databases.reset(database.name)
      } catch {
        logger.warning("reset failed", metadata: ["database": "\(database.name)", "error": "\(error)"])
      }
    }
  }

  private static func files(in folder: String) -> [(name: String, path: String)] {
    (try? Folder.scenarioFiles(in: folder)) ?? []
  }
}
