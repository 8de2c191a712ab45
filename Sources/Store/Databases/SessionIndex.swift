import Basics

/// Which databases know a session, so that a request that names no database finds its own.
///
/// With a seed or a scenario two databases can issue the same session: the last one counts, as long as it exists.
struct SessionIndex {
  private var databases: [SessionKey: [Database]] = [:]
  private var sessions: [DatabaseName: Set<SessionKey>] = [:]

  /// The database that issued the session last.
  func issuer(of session: String) -> Database? { databases[SessionKey(session)]?.last }

  mutating func note(_ session: String, of database: Database) {
    let key = SessionKey(session)
    databases[key, default: []].removeAll { $0.name == database.name }
    databases[key, default: []].append(database)
    sessions[database.name, default: []].insert(key)
  }

  /// Another database's session of that id stays known.
  mutating func forget(_ session: String, of database: DatabaseName) {
    let key = SessionKey(session)
    sessions[database]?.remove(key)
    remove(database, from: key)
  }

  mutating func forgetAll(of database: DatabaseName) {
    for key in sessions.removeValue(forKey: database) ?? [] { remove(database, from: key) }
  }

  /// Forgets what a database of that name knew, and notes what it knows now.
  mutating func replaceAll(of database: Database, by current: [String]) {
    forgetAll(of: database.name)
    for session in current { note(session, of: database) }
  }

  /// How many sessions are known.
  var count: Int { databases.count }

  private mutating func remove(_ database: DatabaseName, from key: SessionKey) {
    databases[key]?.removeAll { $0.name == database }
    if databases[key]?.isEmpty == true { databases[key] = nil }
  }
}

/// A session's id to look it up by.
///
/// Only the first and the last eight bytes are hashed: all 64 of an id that the server has made take 300 instructions
/// of every call. Scenarios may number their sessions at the end.
private struct SessionKey: Hashable {
  private let id: ExactText

  init(_ id: String) {
    self.id = ExactText(id)
  }

  func hash(into hasher: inout Hasher) {
    id.text.withBytes { bytes in
      guard bytes.count >= 8 else { return bytes.hash(into: &hasher) }
      hasher.combine(bytes.word(at: 0))
      hasher.combine(bytes.word(at: bytes.count - 8))
    }
  }
}
