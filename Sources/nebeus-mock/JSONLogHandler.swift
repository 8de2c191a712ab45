import Bytes
import JSON
import Logging
import Store

/// Writes each log line as one JSON object, for machines that collect logs.
struct JSONLogHandler: LogHandler {
  let label: String
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String) {
    self.label = label
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.beginObject()
    writer.key("time")
    writer.string(DatabaseClock.system.now.internetDate)
    writer.key("level")
    writer.string(event.level.rawValue)
    writer.key("logger")
    writer.string(label)
    writer.key("message")
    writer.string("\(event.message)")
    let all = metadata.merging(event.metadata ?? [:]) { _, given in given }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      writer.key(key)
      writer.string("\(value)")
    }
    writer.endObject()
    StandardStream.error.write(writer.finish().string)
  }
}
