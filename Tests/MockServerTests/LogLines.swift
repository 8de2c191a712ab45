import Logging
import Synchronization

/// What a server logs from the level of information on.
final class LogLines: Sendable {
  struct Line: Sendable {
    let level: Logger.Level
    let message: String
    /// Empty where the line has none.
    let requestID: String
  }

  private let all = Mutex<[Line]>([])

  var lines: [Line] { all.withLock { $0 } }

  var logger: Logger { Logger(label: "test") { _ in Recorder(log: self) } }

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
