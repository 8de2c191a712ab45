import HTTP
import Instrumentation
import JSONRPC
import Store

/// What happens to a database, as it happens.
///
/// Source: docs/events.md; https://html.spec.whatwg.org/multipage/server-sent-events.html
enum EventOperations {
  static let lastEventID = FieldName(literal: "Last-Event-ID")

  private static let only = Parameter(
    "only", .maybe(.eventKinds), "Names of events, separated by commas; all unless given")

  private static let mediaType: StaticString = "text/event-stream"
  /// Keeps proxies from taking a quiet stream for a dead one.
  private static let keepAlive = PushStream.KeepAlive(":\n\n", every: .seconds(15))

  static let follow = ControlOperation(
    "Follow what happens", query: [.init(only)], answers: [.init(.ok, .string, mediaType: "\(mediaType)")]
  ) { call, response in
    let database = try call.database()
    let stream = response.push(keepAlive: keepAlive)
    do {
      let (reader, remove) = try call.server.events.add(
        call.query[only] ?? .all, after: call.lastEventID, of: database, to: StreamSink(stream: stream))
      stream.onRoom { reader.resume() }
      stream.onEnd(remove)
    } catch {
      // Nothing is left of the stream in the answer that says why.
      response.set(Response().kept())
      throw error
    }
    response.contentType = mediaType
    response.setField(.cacheControl, "no-store")
    response.setField(FieldName(literal: "X-Accel-Buffering"), "no")
    // A client that loses its server looks for it again after half a second.
    response.body.append("retry: 500\n\n")
  }
}

extension ParameterType where Argument == EventKinds {
  fileprivate static var eventKinds: ParameterType {
    ParameterType(.string) { value, _ throws(ArgumentError.Reason) in
      var kinds: EventKinds = []
      for name in (value.string ?? "").split(separator: ",", omittingEmptySubsequences: false) {
        guard let kind = EventKind(rawValue: String(name)) else {
          throw .wrong("should be some of \(EventKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        kinds.insert(EventKinds(kind))
      }
      return kinds
    }
  }
}

/// A connection's stream as a reader of events sees it.
private struct StreamSink: EventSink {
  let stream: PushStream

  /// What nobody reads any more is taken.
  func send(_ bytes: ArraySlice<UInt8>) -> Bool { stream.write(bytes) != .full }
  func end() { stream.finish() }
}
