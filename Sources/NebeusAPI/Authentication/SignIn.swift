import JSONRPC
import SQLite

/// Signs a user in and gives the session that other calls need.
///
/// A wrong login and a wrong password are refused in the same words and take the same time.
package enum SignIn {
  package static let login = Parameter("login", .text(), "User's email")
  package static let password = Parameter("password", .secret(), "User's password")
  static let device = DeviceParameters(since: .june2017)
  static let incorrect = login.refusal("Login or password is incorrect")

  struct Answer {
    let companyID: Int
    let database: String
    let sessionID: String
    let user: User
    let name: String
    let surname: String?
    let language: String
    let timeZone: String?
  }

  package static let endpoint = Endpoint<CallContext>(
    "/signin/1.0/json",
    summary: "Login",
    access: .everyone,
    effect: .writes,
    parameters: [login, password] + device.all,
    answer: .object([
      Field("company_id", "Company of the user") { $0.companyID },
      Field("db", "Name of the database") { $0.database },
      Field("session_id", "Session for the calls that need one") { $0.sessionID },
      Field("uid", "User ID") { $0.user.id },
      Field("name", "First name") { $0.name },
      Field("surname", "Surname") { $0.surname },
      Field("partner_id", "Partner of the user") { $0.user.partnerID },
      Field(
        "user_context", "Context of the user's calls",
        .object([
          Field("lang", "Language") { $0.language },
          Field("tz", "Time zone") { $0.timeZone },
          Field("uid", "User ID") { $0.user.id },
        ])
      ) { $0 },
      Field("username", "First name") { $0.name },
    ]),
    envelope: .array,
    failure: .message(.object),
    refusals: [incorrect]
  ) { arguments, context in
    let found = try context.database.first(
      """
      SELECT u.id, u.partner_id, u.password_crypt, u.company_id, p.name, p.surname, p.lang, p.tz
      FROM res_users u JOIN res_partner p ON p.id = u.partner_id WHERE u.login = ?
      """, arguments[login]
    ) { try Candidate($0) }
    guard Password.verify(arguments[password], against: found?.hash), let found else {
      throw incorrect
    }
    try device.add(arguments, to: found.user, in: context.state)
    return Answer(
      companyID: found.companyID, database: context.state.name.text, sessionID: try context.signIn(found.user),
      user: found.user, name: found.name, surname: found.surname, language: found.language, timeZone: found.timeZone)
  }

  /// The user who has the login.
  private struct Candidate {
    let user: User
    let hash: String
    let companyID: Int
    let name: String
    let surname: String?
    let language: String
    let timeZone: String?

    init(_ row: borrowing Row) throws {
      user = User(id: try row[0], partnerID: try row[1])
      hash = try row[2]
      companyID = try row[3]
      name = try row[4]
      surname = try row[5]
      language = try row[6]
      timeZone = try row[7]
    }
  }
}
