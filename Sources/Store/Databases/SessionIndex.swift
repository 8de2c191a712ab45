/// Which databases know a session, so that a request that names no database finds its own.
///
/// With a seed or a scenario two databases can issue the same session: the last one counts, as long as it exists.
struct SessionIndex {
  private var databases: [String: [DatabaseName]] = [:]
  private var sessions: [DatabaseName: Set<String>] = [:]

  /// The database that issued the session last.
  func issuer(of session: String) -> DatabaseName? { databases[session]?.last }

  mutating func note(_ session: String, of database: DatabaseName) {
    databases[session, default: []].removeAll { $0 == database }
    databases[session, default: []].append(database)
    sessions[database, default: []].insert(session)
  }

  /// Another database's session of that id stays known.
  mutating func forget(_ session: String, of database: DatabaseName) {
    sessions[database]?.remove(session)
    remove(database, from: session)
  }

  /// Forgets what `database` knew, and notes what it knows now.
  mutating func replaceAll(of database: DatabaseName, by current: [String]) {
    for session in sessions.removeValue(forKey: database) ?? [] { remove(database, from: session) }
    for session in current { note(session, of: database) }
  }

  /// How many sessions are known.
  var count: Int { databases.count }

  private mutating func remove(_ database: DatabaseName, from session: String) {
    databases[session]?.removeAll { $0 == database }
    if databases[session]?.isEmpty == true { databases[session] = nil }
  }
}
