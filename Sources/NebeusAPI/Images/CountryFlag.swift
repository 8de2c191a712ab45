import Images
import JSONRPC

/// The flag of a country in which one can sign up; a country without a drawn one has the flag that stands for it.
enum CountryFlag {
  static let countryCode = Parameter(
    "country_code", .text(), "ISO 3166-1 code of two letters in either case, or _blank")

  private static let blank = "_blank"

  static let endpoint = PictureEndpoint(
    path: "/assets/svg/i_country-{country_code}.svg", summary: "Get country flag", mediaType: "image/svg+xml",
    // A country's flag is the same in every database.
    cacheControl: "public, max-age=3600", parameter: .init(countryCode), missing: "There is no such active country"
  ) { argument, world in
    if argument == blank { return .flag(blank) }
    // The column compares without letter case, but only that of ASCII: no other letter becomes one of its codes.
    let code = try world.connection.first("SELECT code FROM res_country WHERE code = ? AND active", argument) { row in
      try row[0] as String
    }
    return code.map { .flag(Flag(code: $0) == nil ? blank : $0) }
  }
}
