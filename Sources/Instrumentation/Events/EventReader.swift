import Synchronization

/// Where a reader's events go: a connection's stream.
package protocol EventSink: Sendable {
  /// Sends the bytes, or returns false if there is no room for them: the reader is asked to go on
  /// (`EventReader.resume`) when there is.
  func send(_ bytes: ArraySlice<UInt8>) -> Bool

  /// Nothing follows.
  func end()
}

/// One reader of a database's events: what it wants, and how far it has come.
package final class EventReader: Sendable {
  private struct State {
    var position: Int
    /// What was read and isn't sent.
    var rest: ArraySlice<UInt8> = []
    var hasRoom = true
    /// Whether nothing follows the rest.
    var isOver = false
  }

  /// As much is sent at once: a sink has more room than that.
  private static let pieceSize = 1 << 16

  private let log: EventLog
  private let kinds: EventKinds
  private let sink: any EventSink
  private let state: Mutex<State>

  package init(of log: EventLog, _ kinds: EventKinds, after position: Int, to sink: any EventSink) {
    self.log = log
    self.kinds = kinds
    self.sink = sink
    state = Mutex(State(position: position))
  }

  /// Sends what is new, until there is no room for more. Called when there may be something, on any thread.
  package func advance() { state.withLock { advance(&$0) } }

  /// The sink has room again.
  package func resume() {
    state.withLock { state in
      state.hasRoom = true
      advance(&state)
    }
  }

  private func advance(_ state: inout State) {
    while state.hasRoom {
      if !state.rest.isEmpty {
        let piece = state.rest.prefix(Self.pieceSize)
        state.hasRoom = sink.send(piece)
        if state.hasRoom { state.rest.removeFirst(piece.count) }
      } else if state.isOver {
        return sink.end()
      } else {
        let batch = log.read(after: state.position, kinds)
        guard batch.position != state.position else { return }
        state.position = batch.position
        state.rest = batch.bytes[...]
        state.isOver = batch.isLast
      }
    }
  }
}
