/// One event of a stream.
struct StreamEvent {
  var kind = ""
  var id: String?
  var data: [UInt8] = []
}

/// Reads server-sent events as this program sends them: a field a line, an empty line after each event.
struct EventParser {
  private var line: [UInt8] = []
  private var event = StreamEvent()

  /// The events that these bytes complete.
  mutating func events(in bytes: [UInt8]) -> [StreamEvent] {
    var events: [StreamEvent] = []
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      if line.isEmpty {
        if !event.kind.isEmpty { events.append(event) }
        event = StreamEvent()
      } else {
        read(line)
        line.removeAll(keepingCapacity: true)
      }
    }
    return events
  }

  private mutating func read(_ line: [UInt8]) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return }
    var value = line[(colon + 1)...]
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": event.kind = String(decoding: value, as: UTF8.self)
    case "id": event.id = String(decoding: value, as: UTF8.self)
    case "data": event.data += value
    default: break
    }
  }
}
