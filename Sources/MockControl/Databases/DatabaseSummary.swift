import JSON
import Store

/// What is told of a database: name, scenario, when it was made by the system's time, size in bytes.
struct DatabaseSummary: Sendable {
  private let name: String
  private let scenario: String
  private let created: String
  private let size: Int

  /// Throws `DatabaseError.gone`.
  init(_ database: Database) throws {
    name = database.name.text
    scenario = database.scenario
    created = database.created.internetDate
    size = try database.size()
  }

  func write(to writer: inout Writer) {
    writer.object { writer in
      writer.key("name")
      writer.string(name)
      writer.key("scenario")
      writer.string(scenario)
      writer.key("created")
      writer.string(created)
      writer.key("size")
      writer.integer(size)
    }
  }
}
