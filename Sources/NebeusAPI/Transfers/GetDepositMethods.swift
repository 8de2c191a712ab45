import JSONRPC
import SQLite

/// How money can be paid in: the ways that the current user's company offers, by id.
///
/// Refuses a user whose company doesn't exist. A currency that nobody has, or that isn't known, has no methods.
enum GetDepositMethods {
  static let currency = Parameter("currency", .optional(.text(maxBytes: 16)), "Only the methods in that currency")
  static let noCompany = currency.refusal("Managing company is not found")

  static let endpoint = Endpoint<CallContext>(
    "/user/get_deposit_methods",
    summary: "Get deposit methods",
    since: .june2017,
    access: .session,
    parameters: [currency],
    answer: .object([
      Field<Rows>("status", "success") { _ in "success" },
      Field("deposit_methods", "The methods, by id", .rows(of: fields)) { $0 },
    ]),
    envelope: .object,
    failure: .message(.versionFirst),
    refusals: [noCompany]
  ) { arguments, context in
    let user = try context.user
    let company = try context.database.first(
      "SELECT c.id FROM res_users u JOIN res_company c ON c.id = u.company_id WHERE u.id = ?", user.id
    ) { try $0[0] as Int }
    guard let company else { throw noCompany }
    return context.rows(
      """
      SELECT d.id, ?2, d.name, d.bank_name, d.bank_country, d.bank_street, d.bank_city, d.bic, c.name, c.symbol,
        d.int_bank_account, d.int_bank_swift, d.int_bank, d.account_number, d.account_owner, d.bank_code, d.bank_zip,
        d.external_notes, d.help, d.reference, d.minimum
      FROM deposit_method d JOIN res_currency c ON c.id = d.currency_id
      WHERE d.company_id = ?1 AND (?3 IS NULL OR c.name = ?3) ORDER BY d.id
      """, company, user.partnerID, arguments[currency])
  }

  private static let fields: [Field<Row>] = [
    Field("id", "ID of the method") { try $0[0] as Int },
    Field("partner_id", "Partner of the current user") { try $0[1] as Int },
    text("deposit_method", "Name of the method", 2),
    text("bank_name", "Bank", 3),
    text("bank_country", "Country of the bank", 4),
    text("bank_street", "Street of the bank", 5),
    text("bank_city", "City of the bank", 6),
    text("bic", "BIC of the bank", 7),
    text("currency", "Name of the currency", 8),
    text("currency_symbol", "Symbol of the currency", 9),
    text("int_bank_account", "Account at the intermediary bank", 10),
    text("int_bank_swift", "SWIFT code of the intermediary bank", 11),
    text("int_bank", "Intermediary bank", 12),
    text("account_number", "Account to pay to", 13),
    text("account_owner", "Owner of the account", 14),
    text("bank_code", "Code of the bank", 15),
    text("bank_zip", "Postal code of the bank", 16),
    text("external_notes", "Notes", 17),
    text("help", "How it is done", 18),
    text("reference", "What to refer to", 19),
    Field("minimum", "Least sum, in the currency of the method") { try $0.amount(20) },
  ]

  private static func text(_ name: StaticString, _ meaning: String, _ column: Int) -> Field<Row> {
    Field(name, meaning) { try $0[column] as String? }
  }
}
