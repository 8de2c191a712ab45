import JSONRPC

/// The countries in which one can sign up.
enum GetCountries {
  static let endpoint = Endpoint<CallContext>(
    "/get_countries/1.0/json",
    summary: "Get active countries",
    access: .everyone,
    answer: .rows([
      RowColumn("id", .integer, "Country id"),
      RowColumn("name", .text, "Name"),
      RowColumn("code", .text, "ISO 3166-1 code of two letters"),
      RowColumn("phone_code", .text, "Code that phone numbers begin with"),
    ]),
    envelope: .none
  ) { _, context in
    context.rows("SELECT id, name, code, phone_code FROM res_country WHERE active ORDER BY id")
  }
}
