import Logging
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("Access log")
struct AccessLogTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  private struct Recorder: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }
      let words = fields.filter { $0.key != "duration_us" && $0.key != "remote" }.map { "\($0.key)=\($0.value)" }
      let line = ([event.message.description] + words).joined(separator: " ")
      lines.all.withLock { $0.append(line) }
    }
  }

  private func lines(at level: Logger.Level) throws -> [String] {
    let lines = Lines()
    let server = try LiveServer {
      $0.logger = Logger(label: "http") { _ in Recorder(lines: lines, logLevel: level) }
    }
    let client = try server.client()
    _ = try client.exchange("GET /hello?password=secret HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.exchange("GET /none HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.exchange("nonsense\r\n\r\n")
    return lines.all.withLock { $0 }
  }

  @Test("has a line a request, without the values of a query")
  func debug() throws {
    let lines = try lines(at: .debug).map { $0.replacing("bytes=", with: "").split(separator: " ") }
    #expect(lines.map { $0.first } == ["request", "request", "request"])
    #expect(lines.map { $0.last } == ["status=200", "status=404", "status=400"])
    #expect(lines.first?.contains("path=/hello") == true)
    #expect(lines.first?.contains("method=GET") == true)
  }

  @Test("has none unless asked for")
  func info() throws { #expect(try lines(at: .info).isEmpty) }
}
