import Logging

/// How log lines look.
enum LogFormat: String, OptionValue, CaseIterable {
  case text, json

  var handler: @Sendable (_ label: String) -> any LogHandler {
    switch self {
    case .text: { StreamLogHandler.standardError(label: $0) }
    case .json: { JSONLogHandler(label: $0) }
    }
  }
}
