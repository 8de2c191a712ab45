import HTTP
import JSON
import Store

/// `GET /_mock/scenarios`: what a database can start from, and who can sign in there.
///
/// A faulty scenario says as its description what is wrong with it, and has no logins.
struct ScenariosRoute: Sendable {
  let gate: ControlRouter
  let library: any ScenarioLibrary

  func route() -> Route {
    gate.route(.get, "/_mock/scenarios") { _, response in
      response.answer { writer in
        writer.array { writer in
          for name in library.names { write(name, to: &writer) }
        }
      }
    }
  }

  private func write(_ name: String, to writer: inout Writer) {
    let (description, logins) = about(name)
    writer.object { writer in
      writer.key("name")
      writer.string(name)
      writer.key("description")
      writer.string(description)
      writer.key("logins")
      writer.array { writer in
        for login in logins { Self.write(login, to: &writer) }
      }
    }
  }

  private func about(_ name: String) -> (description: String, logins: [Scenario.Login]) {
    do throws(ScenarioError) {
      guard let (file, text) = try library.text(of: name) else { return ("", []) }
      let scenario = try Scenario(name: name, file: file, text: text)
      guard scenario.complaints.isEmpty else { throw ScenarioError(complaints: scenario.complaints) }
      return (scenario.description, scenario.logins)
    } catch {
      return (error.description, [])
    }
  }

  private static func write(_ login: Scenario.Login, to writer: inout Writer) {
    writer.object { writer in
      writer.key("login")
      writer.string(login.login)
      writer.key("password")
      writer.string(login.password)
      writer.key("name")
      writer.string(login.name)
    }
  }
}
