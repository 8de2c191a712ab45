import Basics
import JSON
import Logging
import Store

/// How log lines look.
enum LogFormat: String, NamedOptionValue {
  case text, json
}

/// Writes each event of the log to standard error as one line, with the time in UTC.
struct LineLogHandler: LogHandler {
  let label: String
  let format: LogFormat
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String, format: LogFormat) {
    self.label = label
    self.format = format
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let given = metadata.merging(event.metadata ?? [:]) { _, given in given }.sorted { $0.key < $1.key }
    let time = DatabaseClock.system.now.internetDate
    switch format {
    case .text: StandardStream.error.write(text(event, time, given))
    case .json: StandardStream.error.write(json(event, time, given))
    }
  }

  /// As `2017-03-03T12:00:00Z debug nebeus-mock: method=POST path=/ request`, the form of swift-log's own handler.
  private func text(_ event: LogEvent, _ time: String, _ metadata: [(key: String, value: Logger.MetadataValue)])
    -> String
  {
    let pairs = metadata.map { "\($0.key)=\($0.value) " }.joined()
    return "\(time) \(event.level) \(label): \(pairs)\(event.message)"
  }

  private func json(_ event: LogEvent, _ time: String, _ metadata: [(key: String, value: Logger.MetadataValue)])
    -> String
  {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.beginObject()
    for (key, value) in [
      ("time", time), ("level", event.level.rawValue), ("logger", label), ("message", "\(event.message)"),
    ] {
      writer.key(key)
      writer.string(value)
    }
    for (key, value) in metadata {
      writer.key(key)
      Self.write(value, to: &writer)
    }
    writer.endObject()
    return writer.finish().string
  }

  /// Whole numbers and truth values as what they are, anything else as text.
  private static func write(_ value: Logger.MetadataValue, to writer: inout Writer) {
    switch value {
    case .stringConvertible(let number as any FixedWidthInteger): writer.integer(Int(clamping: number))
    case .stringConvertible(let flag as Bool): writer.bool(flag)
    default: writer.string("\(value)")
    }
  }
}
