import HTTP
import JSON
import NebeusAPI
import Store

/// `POST /_mock/databases/NAME/sessions`: a session without the password.
struct SessionRoute: Sendable {
  let gate: ControlRouter

  func route() -> Route {
    gate.route(.post, inDatabase: "/sessions") { database, request, response in
      let body = try ControlBody(request, known: ["login"])
      let login = try body.require(try body.string("login"), "login")
      let session = try database.withState { state in
        let session = try GivenSession(login: login, in: state)
        if let session { gate.databases.note(session: session.id, issuedBy: database) }
        return session
      }
      guard let session else {
        throw Problem(.unprocessableContent, "login: nobody in the database \(database.name) has the login \(login)")
      }
      response.answer { writer in
        writer.object { writer in
          writer.key("session_id")
          writer.string(session.id)
          writer.key("uid")
          writer.integer(session.userID)
        }
      }
    }
  }
}
