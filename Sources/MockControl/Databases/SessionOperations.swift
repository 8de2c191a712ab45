import HTTP
import JSONRPC
import NebeusAPI
import Store

/// Sessions without the password.
enum SessionOperations {
  private static let login = Parameter("login", .string, "The login whose session is made")

  private static let cookie = Parameter("cookie", .maybe(.boolean), "Whether the answer sets the session's cookie, too")

  static let make = ControlOperation(
    "Make a session without the password", body: .members([.init(login), .init(cookie)]),
    answers: [.init(.ok, shape.schema)], refusals: [(.unprocessableContent, "Nobody has that login")]
  ) { call, response in
    let database = try call.database()
    let login = call.body[login]
    let session = try database.withState { state in
      let session = try GivenSession(login: login, in: state)
      if let session {
        call.server.databases.note(session: session.id, issuedBy: database)
        call.record(in: database, at: state.now, session: session.id)
      }
      return session
    }
    guard let session else {
      throw Problem(.unprocessableContent, "login: nobody in the database \(database.name) has the login \(login)")
    }
    try response.answer(shape, session)
    if call.body[cookie] == true { call.server.cookie.give(session.id, to: &response) }
  }

  private static let shape = Shape<GivenSession>.object([
    Field("session_id", "To be sent as cookie, header or query parameter") { $0.id },
    Field("uid", "The user's id") { $0.userID },
  ])
}
