import Instrumentation
import Store
import Synchronization

/// The hubs of the databases whose events are read, or were.
final class EventHubs: Sendable {
  private let databases: Databases
  private let hubs = Mutex<[DatabaseName: EventHub]>([:])

  init(of databases: Databases) { self.databases = databases }

  /// Adds a reader of a database's events, and returns what removes it. Throws `DatabaseError.gone`.
  func add(
    _ kinds: EventKinds, after lastEventID: String?, of database: Database, to sink: any EventSink
  ) throws -> (reader: EventReader, remove: @Sendable () -> Void) {
    while true {
      let hub = hub(of: database.name)
      // A hub ends with its database, whose successor has another.
      guard let joined = try hub.add(kinds, after: lastEventID, of: database, to: sink) else { continue }
      return (joined.reader, { hub.remove(joined.number) })
    }
  }

  /// How many read the events of that database.
  func readers(of name: DatabaseName) -> Int { hubs.withLock { $0[name] }?.count ?? 0 }

  private func hub(of name: DatabaseName) -> EventHub {
    hubs.withLock { hubs in
      if let hub = hubs[name] { return hub }
      let hub = EventHub(of: name, in: databases) { [weak self] ended in self?.remove(ended) }
      hubs[name] = hub
      return hub
    }
  }

  private func remove(_ ended: EventHub) {
    hubs.withLock { hubs in
      if hubs[ended.name] === ended { hubs[ended.name] = nil }
    }
  }
}
