import JSON
import Time

/// The state from which a database starts: tables, and a clock and chosen random where it has them.
package struct Scenario: Sendable {
  /// Someone who can sign in, as a scenario's reader is told.
  package struct Login: Sendable, Equatable {
    package let login: String
    package let password: String
    package let name: String
  }

  package let name: String
  package let description: String
  /// The moment at which a database of this scenario stands; nil where its clock runs.
  package let clock: Timestamp?
  /// The next values of random, by kind: `session_id`, `uuid`, `pin`…
  package let generated: [(kind: String, values: [String])]
  /// An object of tables, each an array of rows.
  package let tables: JSONValue?
  /// The files beside it.
  let pictures: [ScenarioPicture]
  /// What is wrong beside the tables. Who loads it tells this with all that is wrong in them.
  package let complaints: [ScenarioProblem]
  let file: String

  /// - Parameters:
  ///   - file: how complaints name it.
  ///   - text: JSON, as docs/scenarios.md describes it.
  ///   - pictures: of its partners, where the file has some beside it.
  ///
  /// Throws where it is no JSON object; what else is wrong is in `complaints`.
  package init(
    name: String, file: String, text: [UInt8], pictures: [ScenarioPicture] = []
  ) throws(ScenarioError) {
    self.init(name: name, file: file, pictures: pictures, try ScenarioReader(file: file, text: text))
  }

  /// Rows to merge into a database, as a scenario has them.
  ///
  /// - Parameter file: how complaints name where they come from.
  package init(fixture root: JSONValue, file: String) throws(ScenarioError) {
    self.init(name: "", file: file, pictures: [], try ScenarioReader(file: file, root: root))
  }

  /// Rows to merge into a database: an object of tables, each an array of rows.
  package init(tables: JSONValue, file: String) {
    name = ""
    self.file = file
    description = ""
    clock = nil
    generated = []
    self.tables = tables
    pictures = []
    complaints = []
  }

  private init(name: String, file: String, pictures: [ScenarioPicture], _ reader: ScenarioReader) {
    var reader = reader
    self.name = name
    self.file = file
    self.pictures = pictures
    description = reader.description()
    clock = reader.clock()
    generated = reader.generated()
    tables = reader.tables()
    complaints = reader.complaints
  }

  /// Who can sign in, by the passwords that the scenario has in the clear.
  package var logins: [Login] {
    let users = tables?["res_users"]?.array ?? []
    let partners = tables?["res_partner"]?.array ?? []
    return users.compactMap { user in
      guard let login = user["login"]?.string, let password = user["password"]?.string else { return nil }
      let partner = partners.first { $0["id"]?.integer == user["partner_id"]?.integer }
      let name = [partner?["name"]?.string, partner?["surname"]?.string].compactMap { $0 }.joined(separator: " ")
      return Login(login: login, password: password, name: name)
    }
  }
}
