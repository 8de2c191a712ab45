import Logging
import Synchronization

/// What a server logs from the level of information on.
package final class LogLines: Sendable {
  package struct Line: Sendable {
    package let level: Logger.Level
    package let message: String
    /// Empty where the line has none.
    package let requestID: String
  }

  private let all = Mutex<[Line]>([])

  package init() {}

  package var lines: [Line] { all.withLock { $0 } }

  package var logger: Logger { Logger(label: "test") { _ in Recorder(log: self) } }

  private struct Recorder: LogHandler {
    let log: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let requestID = event.metadata?["request_id"].map { "\($0)" } ?? ""
      let line = Line(level: event.level, message: "\(event.message)", requestID: requestID)
      log.all.withLock { $0.append(line) }
    }
  }
}
