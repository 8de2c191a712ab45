import HTTP
import JSON
import JSONRPC
import NebeusSchema
import OpenAPI
import Seeds
import Store

/// What control calls say of the server as a whole.
enum ServerOperations {
  /// Whether the server answers, and how it is.
  static let health = ControlOperation(
    "Check that the server answers",
    answer: .object([
      Field<ControlServer>("status", "Always ok") { _ in "ok" },
      Field("version", "The server's version") { _ in Version.version },
      Field("uptime", "Seconds since it started") { Int($0.started.duration(to: .now).components.seconds) },
      Field("databases", "How many databases there are") { $0.databases.count },
    ])
  ) { call in call.server }

  /// How the server was started.
  static let show = ControlOperation(
    "Show how the server was started",
    answer: .object([
      Field<ControlServer>("version", "The server's version") { _ in Version.version },
      Field("scenario", "The scenario that databases start from") { $0.scenario },
      Field("dialect", "The shape of the answers: documented or jsonrpc") { $0.contract.format.dialect.rawValue },
      Field("strict", "Whether the API refuses what the contract doesn't allow") { $0.contract.isStrict },
    ])
  ) { call in call.server }

  /// What a database can start from, and who can sign in there.
  static let scenarios = ControlOperation(
    "List the scenarios",
    answer: .list(of: [
      Field<(name: String, description: String, logins: [Scenario.Login])>("name", "Its name") { $0.name },
      Field("description", "What it has; what is wrong with it, if it is faulty") { $0.description },
      Field(
        "logins", "Who can sign in; none if it is faulty",
        .list(of: [
          Field<Scenario.Login>("login", "E-mail") { $0.login }, Field("password", "Password") { $0.password },
          Field("name", "Name") { $0.name },
        ])
      ) { $0.logins },
    ])
  ) { call in
    call.server.library.names.map { name in
      let (description, logins) = about(name, in: call.server.library)
      return (name, description, logins)
    }
  }

  private static func about(
    _ name: String, in library: any ScenarioLibrary
  ) -> (description: String, logins: [Scenario.Login]) {
    do throws(ScenarioError) {
      guard let (file, text) = try library.text(of: name) else { return ("", []) }
      let scenario = try Scenario(name: name, file: file, text: text)
      guard scenario.problems.isEmpty else { throw ScenarioError(problems: scenario.problems) }
      return (scenario.description, scenario.logins)
    } catch {
      return (error.description, [])
    }
  }

  /// What the reference shows, so that a client's tests can replay it.
  static let examples = ControlOperation(
    "List the examples of the reference", answer: .list(of: JSONValue.shape)
  ) { call in try call.server.manifest.value().examples }

  static let apiDescription = document("Get the API's OpenAPI document") { $0.apiDescription }

  static let controlDescription = document("Get this OpenAPI document") { $0.controlDescription }

  private static func document(
    _ summary: String, _ made: @escaping @Sendable (ControlServer) -> Lazy<[UInt8]>
  ) -> ControlOperation {
    ControlOperation(summary, answers: [.init(.ok, .map(of: .any))]) { call, response in
      let document = try made(call.server).value()
      response.contentType = "application/json"
      response.body.append(document)
    }
  }
}

extension JSONValue {
  /// A value of any kind, as it is.
  static let shape = Shape<JSONValue>(schema: .any) { value, writer in writer.json.value(value) }
}

/// What this program calls itself.
package enum Version {
  package static let version = "0.1.0"
}

/// The examples of the reference, page after page: what is called, in which state, and what comes back.
///
/// Source: docs/control.md.
struct Manifest: Sendable {
  let examples: [JSONValue]

  /// Throws `ParseError` where a page is no JSON, and `NoList` where it is no array.
  init(of pages: [SeedFile] = SeedFile.examples) throws {
    examples = try pages.flatMap { page in
      guard let examples = try Document(parsing: page.text).root.array else { throw NoList(page: page.name) }
      return examples
    }
  }

  struct NoList: Error {
    let page: String
  }
}
