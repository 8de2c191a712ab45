import Glibc
import HTTP
import JSON
import Store

/// Prints the calls of a database as they come, for as long as it is left to run.
enum TailCommand: Command {
  private static let database = CommandOption<DatabaseName>(
    "database", "name", default: .standard, shown: DatabaseName.standard.text, hasVariable: false,
    "The database whose calls are printed.")
  private static let path = CommandOption<String?>(
    "path", "path", hasVariable: false,
    "Print only calls of this path, or, where it ends in *, of those that begin with it.")
  private static let json = CommandOption<Bool>(
    "json", hasVariable: false, "Print each call as a line of JSON, as the journal has it.")

  /// Longer than a living stream is silent.
  private static let patience = Duration.seconds(40)
  private static let pauseInMicroseconds: UInt32 = 500_000

  static let description = CommandDescription(
    name: "tail",
    summary: "Print the calls of a database as they come.",
    discussion: [
      "It waits for a server or a database that isn't there yet, reconnects to one that comes back, and continues "
        + "where it was. "
        + "In a terminal it prints in colours, unless NO_COLOR is set."
    ],
    groups: [
      OptionGroup(
        "Options",
        [RunningServerOptions.url, RunningServerOptions.port, database, path, json, RunningServerOptions.adminToken])
    ])

  static func run(_ arguments: ParsedArguments) throws {
    let name = try arguments[database]
    let addresses = try RunningServerOptions.addresses(arguments)
    let printer = CallPrinter(
      path: try arguments[path], isJSON: try arguments[json], isColored: isTerminal && Environment()["NO_COLOR"] == nil)
    var fields = [(name: "Accept", value: "text/event-stream")]
    if let token = try arguments[RunningServerOptions.adminToken]?.text {
      fields.append(("Authorization", "Bearer \(token)"))
    }
    var lastID: String?
    var isWaiting = false
    while true {
      for address in addresses {
        do {
          let client = try StreamClient(
            address, path: "/_mock/databases/\(name)/events?only=call",
            fields: fields + (lastID.map { [("Last-Event-ID", $0)] } ?? []), patience: patience)
          guard client.status != 404 else { continue }
          try checkStatus(of: client)
          StandardStream.error.write("following the database \(name) at http://\(address)")
          isWaiting = false
          try follow(client, &lastID, printer)
        } catch is SocketError {
          continue
        }
      }
      if !isWaiting {
        let places = addresses.map { "http://\($0)" }.joined(separator: " or ")
        StandardStream.error.write("waiting for the database \(name) at \(places)")
        isWaiting = true
      }
      usleep(pauseInMicroseconds)
    }
  }

  /// Throws `Failure` with what a server says that refuses.
  private static func checkStatus(of client: StreamClient) throws {
    guard client.status != 200 else { return }
    let body = try client.rest(upTo: 1 << 16)
    let detail = (try? Document(parsing: body).root["detail"]?.string) ?? "the server answers \(client.status)"
    throw Failure(code: ExitCode.failure, message: detail)
  }

  /// Prints what comes, until the stream ends. Throws `SocketError` where it breaks.
  private static func follow(_ client: StreamClient, _ lastID: inout String?, _ printer: CallPrinter) throws {
    var parser = EventParser()
    while let bytes = try client.next() {
      for event in parser.events(in: bytes) {
        try printer.print(event)
        if let id = event.id { lastID = id }
      }
    }
  }

  private static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

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
