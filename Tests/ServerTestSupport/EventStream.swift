import JSON
import TestSupport
import Testing

/// A reader of a database's events, an event at a time.
package final class EventStream {
  package struct Event {
    package let kind: String
    package let id: String
    package let data: JSONValue
  }

  package let client: RawClient
  package let head: RawResponse
  private var received = ""

  package init(
    of server: TestServer, _ query: String = "", database: String = "nebeus", after id: String? = nil,
    receiveBuffer: Int32? = nil
  ) throws {
    client = try RawClient(port: server.port, receiveBuffer: receiveBuffer)
    client.owner = server
    let lastID = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
    try client.send(
      "GET /_mock/databases/\(database)/events\(query) HTTP/1.1\r\nHost: localhost\r\n\(lastID)\r\n")
    head = try RawResponse(head: try client.takeHead())
    guard head.status == 200 else { return }
    #expect(try client.takeChunk().elementsEqual("retry: 500\n\n".utf8))
  }

  /// The next event; nil where the stream has ended.
  package func next() throws -> Event? {
    while true {
      if let end = received.firstRange(of: "\n\n") {
        let lines = received[..<end.lowerBound].split(separator: "\n")
        received = String(received[end.upperBound...])
        func value(_ name: String) -> String {
          lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) } ?? ""
        }
        let data = try Document(parsing: Array(value("data").utf8)).root
        return Event(kind: value("event"), id: value("id"), data: data)
      }
      let chunk = try client.takeChunk()
      if chunk.isEmpty { return nil }
      received += String(decoding: chunk, as: UTF8.self)
    }
  }

  /// The next event of that kind, past any others.
  package func next(_ kind: String) throws -> Event {
    while let event = try next() {
      if event.kind == kind { return event }
    }
    throw Ended(awaited: kind)
  }

  package struct Ended: Error {
    package let awaited: String
  }
}
