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
