import JSONRPC
import NebeusSchema
import Store
import Time

/// Makes a partner, its user and two empty accounts; the user can sign in at once.
///
/// All that is wrong is said at once.
enum SignUp {
  static let login = Parameter("login", .text(maxBytes: 254), "User's email", refusedAs: "email")
  static let name = Parameter("name", .text(maxBytes: 128), "User's name")
  static let surname = Parameter("surname", .text(maxBytes: 128), "User's surname")
  static let password = Parameter("password", .secret(), "Password")
  static let confirmation = Parameter("confirm_password", .secret(), "Password confirmation")
  static let country = Parameter("country", .id, "Country id")
  static let device = DeviceParameters()
  private static let badEmail = EmailAddress.refusal(of: login)
  private static let taken = login.refusal("Email is taken by another user")
  private static let unknownCountry = country.wrong("should be the id of an active country")

  static let endpoint = Endpoint<CallContext>(
    "/signup/1.0/json",
    summary: "Signup",
    access: .everyone,
    effect: .writes,
    parameters: [login, name, surname, password, confirmation, country] + device.all,
    answer: .success,
    envelope: .array,
    failure: .errors(.array),
    refusals: [badEmail, taken, unknownCountry] + PasswordRules.errors.map { password.refusal($0) }
  ) { arguments, context in
    if let refusal = Refusal(try errors(in: arguments, of: context.state)) { throw refusal }
    let user = try makeUser(arguments, in: context.state)
    try NewAccounts.open(for: user, in: context.state)
    try device.add(arguments, to: user, in: context.state)
  }

  /// What the types say and what the tables say, in the order of the reference's example, then the others.
  private static func errors(in arguments: Arguments, of state: DatabaseState) throws -> [ArgumentError] {
    var errors = arguments.errors
    if let email = arguments.accepted(login) {
      if !EmailAddress.isWellFormed(email) {
        errors.append(badEmail.first)
      } else if try state.connection.first("SELECT 1 FROM res_users WHERE login = ?", email, read: { _ in true }) != nil
      {
        errors.append(taken.first)
      }
    }
    if let id = arguments.accepted(country),
      try state.connection.first("SELECT 1 FROM res_country WHERE id = ? AND active", id, read: { _ in true }) == nil
    {
      errors.append(unknownCountry.first)
    }
    if let given = arguments.accepted(password),
      let message = PasswordRules.error(in: given, confirmedBy: arguments.accepted(confirmation))
    {
      errors.append(password.error(message))
    }
    let documented = [login.field, country.field, password.field]
    return documented.flatMap { field in errors.filter { $0.field == field } }
      + errors.filter { !documented.contains($0.field) }
  }

  private static func makeUser(_ arguments: Arguments, in state: DatabaseState) throws -> User {
    let email = arguments[login]
    _ = try state.connection.run(
      "INSERT INTO res_partner (name, surname, email, country_id) VALUES (?, ?, ?, ?)",
      arguments[name], arguments[surname], email, arguments[country])
    let partner = state.connection.lastInsertedID
    _ = try state.connection.run(
      "INSERT INTO res_users (login, password_crypt, partner_id) VALUES (?, ?, ?)",
      email, try Password.hash(arguments[password]), partner)
    return User(id: state.connection.lastInsertedID, partnerID: partner)
  }
}

/// The accounts with which a user starts: one in EUR, one in BTC, both empty.
enum NewAccounts {
  static func open(for user: User, in state: DatabaseState) throws {
    let currencies = try state.connection.all(
      "SELECT id, name FROM res_currency WHERE name IN ('EUR', 'BTC') ORDER BY id"
    ) { (id: try $0[0] as Int, name: try $0[1] as String) }
    for currency in currencies {
      let code = try state.generate(.accountCode) { currency.name == "BTC" ? bitcoinAddress(&$0) : $0.digits(11) }
      _ = try state.connection.run(
        """
        INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date)
        VALUES (?, ?, ?, ?, ?, ?)
        """, try PaymentSource.nextID(in: state), user.partnerID, currency.id, code, code, state.now)
    }
  }

  /// Looks like an address of the Bitcoin network, and is none: its checksum is as random as the rest.
  private static func bitcoinAddress(_ chance: inout RandomSource) -> String {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
    return "1" + String((0..<33).map { _ in alphabet[Int(chance.number(below: UInt64(alphabet.count)))] })
  }
}
