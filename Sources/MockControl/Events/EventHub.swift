import Basics
import Instrumentation
import JSON
import JSONRPC
import Store
import Synchronization

/// The events of the database of one name, for everyone who reads them, across its resets.
///
/// Nobody reports an event: when something may have changed, the hub looks what has (`DatabaseObserver`), on a queue of
/// its own. So no call waits for a reader, and a call costs nothing more while nobody reads.
final class EventHub: Sendable {
  private struct Readers {
    var byID: [Int: EventReader] = [:]
    var nextID = 0
    /// Whether the database is observed.
    var isActive = false
    /// Whether the database is gone, and with it the hub.
    var isOver = false

    mutating func insert(_ reader: EventReader) -> Int {
      nextID += 1
      byID[nextID] = reader
      return nextID
    }
  }

  /// The shortest time between two looks: calls that follow each other closely are reported together.
  private static let spacing = Duration.milliseconds(5)

  let name: DatabaseName
  private let databases: Databases
  private let log: EventLog
  private let onEnd: @Sendable (EventHub) -> Void
  /// Locked while the hub looks, which may take a while.
  private let observer = Mutex<DatabaseObserver?>(nil)
  /// Locked for a moment only; after `observer` where both are.
  private let readers = Mutex(Readers())
  private let signal = Mutex<ChangeSignal?>(nil)

  /// - Parameter onEnd: called when the database is gone and every reader has been told.
  init(of name: DatabaseName, in databases: Databases, onEnd: @escaping @Sendable (EventHub) -> Void) {
    self.name = name
    self.databases = databases
    self.onEnd = onEnd
    log = EventLog(origin: String(UInt64.random(in: .min ... .max), radix: 36))
    let signal = ChangeSignal(label: "nebeus-mock.events.\(name)", spacing: Self.spacing) { [weak self] in
      self?.look()
    }
    self.signal.withLock { $0 = signal }
  }

  /// Adds a reader, who gets what happens from now on, or has happened since the event of that id.
  ///
  /// Returns the reader's number, by which it is removed; nil where the hub has ended meanwhile. Throws where the
  /// database has.
  func add(
    _ kinds: EventKinds, after lastEventID: String?, of database: Database, to sink: any EventSink
  ) throws -> (number: Int, reader: EventReader)? {
    if let joined = readers.withLock({ $0.isActive ? insert(kinds, after: lastEventID, to: sink, &$0) : nil }) {
      signal.withLock { $0 }?.trigger()
      return joined
    }
    return try observer.withLock { observer in
      // A client that reads on gets what has happened while nobody read; any other begins here.
      let readsOn = observer != nil && lastEventID.map(log.position) ?? -1 >= 0
      if !readsOn {
        log.skip()
        observer = try DatabaseObserver(of: database)
      }
      try observer?.start(isLate: readsOn)
      let joined = readers.withLock { readers in
        guard !readers.isOver else { return Joined?.none }
        readers.isActive = true
        return insert(kinds, after: lastEventID, to: sink, &readers)
      }
      signal.withLock { $0 }?.attach(to: database.waiting)
      return joined
    }
  }

  private typealias Joined = (number: Int, reader: EventReader)

  private func insert(
    _ kinds: EventKinds, after lastEventID: String?, to sink: any EventSink, _ readers: inout Readers
  ) -> Joined {
    let position = lastEventID.map(log.position) ?? log.position
    let reader = EventReader(of: log, kinds, after: position, to: sink)
    return (readers.insert(reader), reader)
  }

  /// The reader of that number has gone.
  func remove(_ number: Int) {
    let wasLast = readers.withLock { readers in
      readers.byID[number] = nil
      return readers.byID.isEmpty
    }
    // The next look finds nobody, and is the last.
    if wasLast { signal.withLock { $0 }?.trigger() }
  }

  /// How many read.
  var count: Int { readers.withLock { $0.byID.count } }

  /// Looks what has changed, and has every reader told. Called by one thread at a time.
  private func look() {
    observer.withLock { observer in
      let isRead = readers.withLock { readers in
        readers.isActive = !readers.byID.isEmpty
        return readers.isActive
      }
      guard isRead, observer != nil else {
        signal.withLock { $0 }?.detach()
        observer?.stop()
        return
      }
      look(with: &observer)
    }
    let all = readers.withLock { Array($0.byID.values) }
    for reader in all { reader.advance() }
  }

  private func look(with observer: inout DatabaseObserver?) {
    guard let database = databases.settled(name) else {
      log.append(
        .gone,
        ControlJSON.object { writer in
          writer.key("name")
          writer.string(name.text)
        })
      readers.withLock { $0.isOver = true }
      signal.withLock { $0 }?.detach()
      return onEnd(self)
    }
    do {
      if observer?.database !== database {
        let summary = try DatabaseSummary(database)
        var successor = try DatabaseObserver(of: database, sinceItWasMade: true)
        try successor.start(isLate: false)
        log.append(.reset, try DatabaseSummary.shape.json(of: summary))
        observer = successor
        signal.withLock { $0 }?.attach(to: database.waiting)
      }
      let again = try observer?.report { kind, data in log.append(kind, data) }
      if let again { signal.withLock { $0 }?.trigger(after: again) }
    } catch {
      // It was replaced while it was looked at: the next look finds its successor.
      if case DatabaseError.gone = error { signal.withLock { $0 }?.trigger(after: Self.spacing) }
    }
  }
}

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

/// JSON of the control plane that is no answer by itself.
enum ControlJSON {
  static func object(_ members: (inout Writer) -> Void) -> [UInt8] {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.object(members)
    return writer.finish().withBytes { Array($0) }
  }
}
