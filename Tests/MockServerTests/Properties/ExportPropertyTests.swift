import JSON
import NebeusAPI
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// Whatever a call can store comes back from an export.
@Suite("Calls with extreme arguments")
struct ExportPropertyTests {
  /// JSON of arguments at and beyond what a parameter takes.
  private static let extremes =
    [
      // Texts: empty, blank, controls, markup, quotes, beyond the first plane, halves of pairs, noncharacters.
      #""""#, #"" ""#, #""\u0000""#, #""a\u0000b""#, #""\u0001\u001f\u007f\u0085""#, #""\r\n\t""#,
      #""<b>&amp;</b><script>""#, #""'; --\"\\""#, #""☃\u2028\u2029""#, #""\udbff\udfff""#, #""\ud800""#, #""\udfff""#,
      #""\uffff\ufffe\ufeff""#, #""e\u0301\u202e\u200b""#, #""{\"days\":1}""#, #""null""#, #""0""#, #""1e3""#,
      // Moments, as texts.
      #""9999-12-31 23:59:59""#, #""0000-01-01""#, #""99/99""#, #""12/99""#, #""01/70""#,
      // Numbers.
      "-1", "0", "0.00000001", "0.000000001", "1e-8", "1e400", "12345678901234567890.12345678", "1", "1.5",
      "2147483648", "9007199254740993", "999999999999999", "1000000000000000", "9223372036854775807",
      "-9223372036854775808", "9223372036854775808", #""1000000000000000""#, #""9223372036854775807""#,
      // Others.
      "true", "false", "null", "[]", "{}", "[9223372036854775807]", "[7,7,8]", #"["7"]"#,
    ]
    + [128, 129, 254, 4_096, 4_097, 65_536, 65_537].map { "\"\(String(repeating: "x", count: $0))\"" }
    + [
      "\"\(String(repeating: "\u{10FFFF}", count: 16_384))\"",
      "\"\(String(repeating: "\\u0000", count: 65_536))\"",
    ]

  /// Parameters that take nearly every text, so that most extremes are stored.
  private static let freeTexts: Set<String> = [
    "surname", "identifier", "device_model", "device_os", "app_version", "message", "message_content",
    "doc_model",
  ]

  /// Enough money for every purchase that follows.
  private static let wealth = """
    UPDATE account_account SET opening_balance = 100000000000000 WHERE partner_id = 31;
    UPDATE res_partner SET buy_limit = 100000000000000 WHERE id = 31
    """

  @Test("leave a state that an export gives back", arguments: WritingCall.all.filter { !$0.params.isEmpty })
  func comesBack(_ call: WritingCall) throws {
    let server = try TestServer.start(scenario: WritingCall.scenario, clock: WritingCall.clock, seed: 1) { _, http in
      // An export is longer than the calls of which it is made.
      http.maxBody = 16 << 20
    }
    let lucy = try WritingCall.lucy(on: server)
    try server.change(Self.wealth)
    let parameters = try #require(API.endpoints.first { $0.path == call.path }).parameters
    try server.control("PUT", "/databases/nebeus/snapshots/before")
    for parameter in parameters {
      var stored: [String] = []
      for (number, extreme) in Self.extremes.enumerated() {
        var params = try call.prepared(server, lucy)
        // No two users have one login.
        if params["confirm_password"] != nil { params["login"] = "\"new\(number)@demo.example\"" }
        params[parameter.name] = extreme
        if parameter.name == "password", params["confirm_password"] != nil { params["confirm_password"] = extreme }
        if try lucy.call(call.path, WritingCall.json(params)).isSuccess { stored.append("\(extreme.prefix(40))") }
      }
      if !stored.isEmpty {
        try server.expectExportLoads("\(parameter.name) was \(stored.joined(separator: " or "))")
        try server.control("POST", "/databases/nebeus/snapshots/before/restore")
      }
      if Self.freeTexts.contains(parameter.name) { #expect(stored.count > 10, "\(parameter.name): \(stored)") }
    }
  }
}
