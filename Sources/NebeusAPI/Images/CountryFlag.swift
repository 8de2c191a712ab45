import Images
import JSONRPC

/// The flag of each country in the tables, active or not; one without a drawing of its own has the blank flag.
enum CountryFlag {
  static let countryCode = Parameter(
    "country_code", .text(), "ISO 3166-1 code of two letters in either case, or _blank")

  static let endpoint = ImageEndpoint(
    path: "/assets/svg/i_country-{country_code}.svg", summary: "Get country flag", mediaType: "image/svg+xml",
    // A country's flag is the same in every database.
    cacheControl: "public, max-age=3600", parameter: countryCode, missing: "There is no such country"
  ) { argument, database in
    if argument == Flag.blank { return .flag(Flag.blank) }
    // The column compares without letter case, but only that of ASCII: no other letter matches one of its codes.
    return try database.connection.first("SELECT code FROM res_country WHERE code = ?", argument) { row in
      .flag(try row[0])
    }
  }
}
