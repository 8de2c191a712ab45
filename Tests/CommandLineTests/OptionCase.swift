import Testing

/// An option of `serve` that one answer shows: how it is given, the call, and what of the answer it explains.
struct OptionCase: Sendable, CustomTestStringConvertible {
  let option: String
  /// Nil for a switch.
  let value: String?
  /// What the environment says where the command line is to win.
  let other: String
  let path: String
  let body: String
  let host: String
  let fields: String
  /// Part of the answer: `STATUS NAME: VALUE … BODY`.
  let shows: String

  init(
    _ option: String, _ value: String?, notEvenWith other: String, _ path: String, _ body: String = "{}",
    host: String = "localhost", fields: String = "", shows: String
  ) {
    self.option = option
    self.value = value
    self.other = other
    self.path = path
    self.body = body
    self.host = host
    self.fields = fields
    self.shows = shows
  }

  var testDescription: String { "--\(option)" }

  var arguments: [String] { ["--\(option)"] + (value.map { [$0] } ?? []) }

  /// The variable with the option's own value, or with another.
  func environment(_ value: String) -> [String: String] {
    ["NEBEUS_MOCK_" + option.uppercased().replacing("-", with: "_"): value]
  }

  static let all = [
    OptionCase(
      "dialect", "jsonrpc", notEvenWith: "documented", "/logout/1.0/json",
      shows: #" {"jsonrpc":"2.0","id":null,"result""#),
    OptionCase("strict", nil, notEvenWith: "0", "/logout/1.0/json", shows: #""code":-32600"#),
    OptionCase("scenario", "empty", notEvenWith: "reference", "/get_countries/1.0/json", shows: "Argentina"),
    OptionCase(
      "cookie-same-site", "none", notEvenWith: "strict", "/signin/1.0/json",
      #"{"login":"igor@nebeus.example","password":"reference-password"}"#, shows: "; SameSite=None; Secure"),
    OptionCase(
      "allow-origin", "http://a.example", notEvenWith: "http://b.example", "/logout/1.0/json",
      fields: "Origin: http://a.example\r\n", shows: "Access-Control-Allow-Origin: http://a.example"),
    OptionCase(
      "allow-host", "mock.example", notEvenWith: "b.example", "/logout/1.0/json", host: "mock.example", shows: "200 "),
    OptionCase("max-body", "10", notEvenWith: "20", "/logout/1.0/json", "{            }", shows: "413 "),
    OptionCase(
      "admin-token", "s3cret", notEvenWith: "other", "/_mock/databases/nebeus/fixtures", #"{"tables":{}}"#,
      fields: "Authorization: Bearer other\r\n", shows: "401 "),
    OptionCase("max-databases", "1", notEvenWith: "2", "/logout/1.0/json?db=lucy", shows: "503 "),
  ]
}
