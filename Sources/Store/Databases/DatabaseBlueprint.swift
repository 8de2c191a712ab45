import Time

/// All that is needed to make a database: how, from which pages, and where its clock is then.
struct DatabaseBlueprint: Sendable {
  let name: DatabaseName
  let options: DatabaseOptions
  let template: Template
  let clock: DatabaseClock
  /// When the database was made first, by the system's time.
  let created: Timestamp
}
