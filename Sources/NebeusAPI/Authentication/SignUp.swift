import JSONRPC
import Store

/// Makes a partner, its user and two empty accounts; the user can sign in at once.
///
/// All that is wrong is said at once.
enum SignUp {
  static let login = Parameter("login", .text(maxBytes: 254), "User's email", refusedAs: "email")
  static let name = Parameter("name", .text(maxBytes: 128), "User's name")
  static let surname = Parameter("surname", .text(maxBytes: 128), "User's surname")
  static let password = Parameter("password", .text(), "Password")
  static let confirmation = Parameter("confirm_password", .text(), "Password confirmation")
  static let country = Parameter("country", .id, "Country id")
  static let deviceType = Parameter("device_type", .optional(.count), "Device type")
  static let identifier = Parameter(
    "identifier", .optional(.text()), "Push notification identifier from Google or Apple")
  static let language = Parameter("language", .optional(.text(maxBytes: 16)), "Language code")
  static let timeZone = Parameter("timezone", .optional(.integer), "Number of seconds away from UTC")
  static let appVersion = Parameter("app_version", .optional(.text(maxBytes: 128)), "Application version")
  static let deviceModel = Parameter("device_model", .optional(.text(maxBytes: 128)), "Device make and model")
  static let deviceSystem = Parameter(
    "device_os", .optional(.text(maxBytes: 128)), "Device operating system version")

  static let endpoint = Endpoint<CallContext>(
    "/signup/1.0/json",
    summary: "Signup",
    access: .everyone,
    effect: .writes,
    parameters: [
      .init(login), .init(name), .init(surname), .init(password), .init(confirmation), .init(country),
      .init(deviceType), .init(identifier), .init(language), .init(timeZone), .init(appVersion), .init(deviceModel),
      .init(deviceSystem),
    ],
    answer: .success,
    envelope: .array,
    failure: .errors(.array)
  ) { arguments, context in
    if let refusal = Refusal(try complaints(about: arguments, in: context.state)) { throw refusal }
    let user = try makeUser(arguments, in: context.state)
    try NewAccounts.open(for: user, in: context.state)
    try addDevice(arguments, to: user, in: context.state)
  }

  /// What the types say and what the tables say, in the order of the reference's example, then the others.
  private static func complaints(about arguments: Arguments, in state: DatabaseState) throws -> [ArgumentError] {
    var complaints = arguments.complaints
    if let email = arguments.accepted(login) {
      if !EmailAddress.isWellFormed(email) {
        complaints.append(login.complaint("Email should be an address such as name@example.com"))
      } else if try state.connection.first("SELECT 1 FROM res_users WHERE login = ?", email, read: { _ in true }) != nil
      {
        complaints.append(login.complaint("Email is taken by another user"))
      }
    }
    if let id = arguments.accepted(country),
      try state.connection.first("SELECT 1 FROM res_country WHERE id = ? AND active", id, read: { _ in true }) == nil
    {
      complaints.append(country.complaint("Country should be the id of an active country"))
    }
    if let given = arguments.accepted(password),
      let complaint = PasswordRules.complaint(about: given, confirmedBy: arguments.accepted(confirmation))
    {
      complaints.append(password.complaint(complaint))
    }
    let documented = [login.field, country.field, password.field]
    return documented.flatMap { field in complaints.filter { $0.field == field } }
      + complaints.filter { !documented.contains($0.field) }
  }

  private static func makeUser(_ arguments: Arguments, in state: DatabaseState) throws -> User {
    let email = try arguments[login]
    _ = try state.connection.run(
      "INSERT INTO res_partner (name, surname, email, country_id) VALUES (?, ?, ?, ?)",
      try arguments[name], try arguments[surname], email, try arguments[country])
    let partner = state.connection.lastInsertedID
    _ = try state.connection.run(
      "INSERT INTO res_users (login, password_crypt, partner_id) VALUES (?, ?, ?)",
      email, try Password.hash(try arguments[password]), partner)
    return User(id: state.connection.lastInsertedID, partnerID: partner)
  }

  /// The values are those of OneSignal's "add a device"; kept where any is given.
  private static func addDevice(_ arguments: Arguments, to user: User, in state: DatabaseState) throws {
    let type = try arguments[deviceType]
    let offset = try arguments[timeZone]
    let texts = try [identifier, language, appVersion, deviceModel, deviceSystem].map { try arguments[$0] }
    guard type != nil || offset != nil || texts.contains(where: { $0 != nil }) else { return }
    _ = try state.connection.run(
      """
      INSERT INTO res_users_device
        (user_id, device_type, timezone, identifier, language, app_version, device_model, device_os, create_date)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, user.id, type, offset, texts[0], texts[1], texts[2], texts[3], texts[4], state.now.description)
  }
}
