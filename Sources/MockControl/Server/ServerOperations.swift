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
      Field("revision", "The revision of the reference that databases follow by default") { server in
        server.contract.format.revision.rawValue
      },
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
    "List the examples of the reference", query: [.init(revision)], answer: .list(of: JSONValue.shape)
  ) { call in try call.server.manifest.value(for: wantedRevision(call)).examples }

  static let apiDescription = document("Get the API's OpenAPI document", query: [.init(revision)]) { call in
    try call.server.apiDescription.value(for: wantedRevision(call))
  }

  static let controlDescription = document("Get this OpenAPI document") { call in
    try call.server.controlDescription.value()
  }

  private static let revision = Parameter(
    "revision", .maybe(.choice(of: Revision.self)), "The reference that is described; the server's if left out")

  private static func wantedRevision(_ call: ControlCall) -> Revision {
    call.query[revision] ?? call.server.contract.format.revision
  }

  private static func document(
    _ summary: String, query: [ControlParameter] = [], _ made: @escaping @Sendable (ControlCall) throws -> [UInt8]
  ) -> ControlOperation {
    ControlOperation(summary, query: query, answers: [.init(.ok, .map(of: .any))]) { call, response in
      let document = try made(call)
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

/// The examples of a revision of the reference, page after page: what is called, in which state, and what comes back.
///
/// An example that says a later revision holds from that one on, in the place of an earlier one of its name.
/// Source: docs/control.md.
package struct Manifest: Sendable {
  package let examples: [JSONValue]

  /// Throws `ParseError` where a page is no JSON, and `NoList` where it is no array.
  package init(of revision: Revision) throws {
    let all = try SeedFile.examples.flatMap { page in
      guard let examples = try Document(parsing: page.text).root.array else { throw NoList(page: page.name) }
      return examples.filter { Self.revision(of: $0) <= revision }
    }
    let replaced = all.filter { Self.revision(of: $0) > .first }.map { ($0["name"]?.string, Self.revision(of: $0)) }
    examples = all.filter { example in
      !replaced.contains { $0.0 == example["name"]?.string && $0.1 > Self.revision(of: example) }
    }
  }

  private static func revision(of example: JSONValue) -> Revision {
    example["revision"]?.string.flatMap(Revision.init) ?? .first
  }

  package struct NoList: Error {
    let page: String
  }
}
