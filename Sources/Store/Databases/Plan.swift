/// All that is needed to make a database: how, from which pages, and where its clock is then.
struct Plan: Sendable {
  let name: DatabaseName
  let recipe: Recipe
  let template: Template
  let clock: Clock
  /// When the database was made first, by the system's time.
  let created: Moment
}
