import Basics

/// Which databases know a session, so that a request that names no database finds its own.
///
/// With a seed or a scenario two databases can issue the same session: the last one counts, as long as it exists.
struct SessionIndex {
  /// By the session's part: a dictionary that grows moves all that it has, and one of 200,000 sessions takes 100 ms for
  /// that, while calls wait. With 16 parts some calls waited for 0.45 ms.
  private var issuers = Array(repeating: [SessionKey: Issuers](), count: SessionKey.partCount)
  private var sessions: [DatabaseName: [Set<SessionKey>]] = [:]

  /// The database that issued the session last.
  func issuer(of session: String) -> Database? {
    let key = SessionKey(session)
    return issuers[key.part][key]?.latest
  }

  mutating func note(_ session: String, of database: Database) {
    let key = SessionKey(session)
    issuers[key.part][key, default: Issuers(database)].note(database)
    sessions[database.name, default: Array(repeating: [], count: SessionKey.partCount)][key.part].insert(key)
  }

  /// Another database's session of that id stays known.
  mutating func forget(_ session: String, of database: DatabaseName) {
    let key = SessionKey(session)
    sessions[database]?[key.part].remove(key)
    remove(database, from: key)
  }

  mutating func forgetAll(of database: DatabaseName) {
    for key in (sessions.removeValue(forKey: database) ?? []).joined() { remove(database, from: key) }
  }

  /// Forgets what a database of that name knew, and notes what it knows now.
  mutating func replaceAll(of database: Database, by current: [String]) {
    forgetAll(of: database.name)
    for session in current { note(session, of: database) }
  }

  private mutating func remove(_ database: DatabaseName, from key: SessionKey) {
    guard let place = issuers[key.part].index(forKey: key) else { return }
    if !issuers[key.part].values[place].remove(database) { issuers[key.part].remove(at: place) }
  }
}

/// The databases that issued one session: hardly ever more than one, for which nothing is allocated.
private struct Issuers {
  private(set) var latest: Database
  private var earlier: [Database] = []

  init(_ database: Database) { latest = database }

  mutating func note(_ database: Database) {
    earlier.removeAll { $0.name == database.name }
    if latest.name != database.name { earlier.append(latest) }
    latest = database
  }

  /// Returns false if none is left.
  mutating func remove(_ database: DatabaseName) -> Bool {
    earlier.removeAll { $0.name == database }
    guard latest.name == database else { return true }
    guard let next = earlier.popLast() else { return false }
    latest = next
    return true
  }
}

/// A session's id to look it up by.
///
/// Only the first and the last eight bytes are hashed: all 64 of an id that the server has made take 300 instructions
/// of every call. Scenarios may number their sessions at the end.
private struct SessionKey: Hashable {
  private static let partBits = 8
  static let partCount = 1 << partBits

  private let ends: UInt64
  private let id: ExactText

  init(_ id: String) {
    self.id = ExactText(id)
    ends = id.withBytes { bytes in
      guard bytes.count >= 8 else { return bytes.reduce(0) { $0 << 8 | UInt64($1) } }
      return bytes.word(at: 0) &+ bytes.word(at: bytes.count - 8) &* 31
    }
  }

  /// In which part of an index the session is. Of a digit only some bits differ; the highest of the product with 2⁶⁴ by
  /// the golden ratio depend on all.
  var part: Int { Int(truncatingIfNeeded: (ends &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.partBits)) }

  func hash(into hasher: inout Hasher) { hasher.combine(ends) }
}
