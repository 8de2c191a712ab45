import Synchronization

/// The latest events of a database, ready to be sent, for every reader of them.
///
/// Readers share it, so that one that is slow costs no memory but its position: what it has not read when the oldest
/// events make room, it has missed. Source of the format:
/// https://html.spec.whatwg.org/multipage/server-sent-events.html
package final class EventLog: Sendable {
  /// What a reader gets at once.
  package struct Batch: Sendable {
    package var bytes: [UInt8] = []
    /// Where to read on.
    package var position: Int
    /// Whether the last event ends the stream.
    package var isLast = false
  }

  private struct Event {
    let kind: EventKind
    let bytes: [UInt8]
  }

  private struct State {
    /// Those before `first` have made room.
    var events: [Event?] = []
    var first = 0
    /// The number of the event at `first`.
    var firstNumber = 1
    var weight = 0

    var lastNumber: Int { firstNumber + events.count - first - 1 }
  }

  package static let eventLimit = 1_000
  package static let byteLimit = 4 << 20
  /// About as many bytes as one batch has.
  private static let batchSize = 1 << 16

  /// Sets this log's ids apart from those of one that was there before, in another process say.
  private let origin: String
  private let eventLimit: Int
  private let byteLimit: Int
  private let state = Mutex(State())

  package init(origin: String, eventLimit: Int = EventLog.eventLimit, byteLimit: Int = EventLog.byteLimit) {
    self.origin = origin
    self.eventLimit = eventLimit
    self.byteLimit = byteLimit
  }

  /// The number of the latest event; 0 before the first.
  package var position: Int { state.withLock { $0.lastNumber } }

  /// The position after the event of that id: -1, which lies before all, where this log has given no such id.
  package func position(of id: String) -> Int {
    let parts = id.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, parts[0] == origin, let number = Int(parts[1]), number >= 0, number <= position else {
      return -1
    }
    return number
  }

  /// - Parameter data: JSON on one line.
  package func append(_ kind: EventKind, _ data: [UInt8]) {
    state.withLock { state in
      let bytes = frame(kind, number: state.lastNumber + 1, data)
      state.events.append(Event(kind: kind, bytes: bytes))
      state.weight += bytes.count
      makeRoom(&state)
    }
  }

  /// Counts an event that nobody is told of, so that a reader that goes on from before it learns of a gap.
  package func skip() {
    state.withLock { state in
      let next = state.lastNumber + 2
      state = State()
      state.firstNumber = next
    }
  }

  /// The next events of these kinds after `position`; a gap comes first where some are no longer there.
  package func read(after position: Int, _ kinds: EventKinds) -> Batch {
    state.withLock { state in
      var batch = Batch(position: position)
      if position < state.firstNumber - 1 {
        // Of another log's events nobody knows how many were missed.
        let missed = position < 0 ? "null" : "\(state.firstNumber - 1 - position)"
        batch.position = state.firstNumber - 1
        batch.bytes = frame(.gap, number: batch.position, Array("{\"missed\":\(missed)}".utf8))
      }
      while batch.position < state.lastNumber, batch.bytes.count < Self.batchSize {
        let index = state.first + batch.position + 1 - state.firstNumber
        batch.position += 1
        guard let event = state.events[index], kinds.include(event.kind) else { continue }
        batch.bytes += event.bytes
        batch.isLast = event.kind == .gone
      }
      return batch
    }
  }

  private func frame(_ kind: EventKind, number: Int, _ data: [UInt8]) -> [UInt8] {
    Array("event: \(kind.rawValue)\nid: \(origin)-\(number)\ndata: ".utf8) + data + Array("\n\n".utf8)
  }

  private func makeRoom(_ state: inout State) {
    while state.events.count - state.first > 1, let oldest = state.events[state.first],
      state.events.count - state.first > eventLimit || state.weight > byteLimit
    {
      state.events[state.first] = nil
      state.first += 1
      state.firstNumber += 1
      state.weight -= oldest.bytes.count
    }
    // Moved to the front once in a while, which costs less than moving them each time.
    guard state.first > eventLimit else { return }
    state.events.removeFirst(state.first)
    state.first = 0
  }
}

/// What happened to a database, by the name under which a stream reports it.
package enum EventKind: String, Sendable, CaseIterable {
  case call, outbox, clock, fault, tables
  /// The state is another one: the database was reset, replaced, or returned to a snapshot.
  case reset
  /// The database was deleted; nothing follows.
  case gone
  /// Events were missed.
  case gap

  /// Whether a reader gets it whatever it has asked for: what it knows of the database no longer holds.
  var isForEveryone: Bool {
    switch self {
    case .reset, .gone, .gap: true
    case .call, .outbox, .clock, .fault, .tables: false
    }
  }
}

/// Some of the kinds of events.
package struct EventKinds: OptionSet, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package init(_ kind: EventKind) {
    let place = EventKind.allCases.firstIndex(of: kind) ?? 0
    rawValue = 1 << UInt16(place)
  }

  package static let all = EventKinds(EventKind.allCases.map { EventKinds($0) })

  /// Whether a reader of these kinds gets an event of that kind.
  func include(_ kind: EventKind) -> Bool { kind.isForEveryone || contains(EventKinds(kind)) }
}
