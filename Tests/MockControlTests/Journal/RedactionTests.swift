import JSON
import NebeusAPI
import Testing

@testable import MockControl

@Suite("Redaction")
struct RedactionTests {
  @Test(
    "finds the number of a payment card: 13 to 19 digits that begin with 2 to 6, with the right check digit",
    arguments: [
      ("4444333322221111", true), ("5105105105105100", true), ("378282246310005", true), ("4000000000006", true),
      ("6300000000000000008", true), ("2000000000000006", true),
      // Other check digits, lengths and first digits.
      ("4444333322221112", false), ("400000000002", false), ("60000000000000000007", false),
      ("1000000000000008", false), ("7000000000000005", false), ("", false), ("4", false),
      // Separated by single spaces or hyphens, and in the middle of a text.
      ("4444 3333 2222 1111", true), ("4444-3333-2222-1111", true), ("4-4-4-4-3-3-3-3-2-2-2-2-1-1-1-1", true),
      ("4444  3333 2222 1111", false), ("4444_3333_2222_1111", false), ("4444 3333\n2222 1111", false),
      ("card 4444333322221111, please", true), ("x4444333322221111x", true), ("-4444333322221111-", true),
      // A piece of what is joined.
      ("7 4444333322221111", true), ("4444333322221111 7", true), ("12 4444333322221111 34", true),
      ("12,4444 3333 2222 1111", true), ("4444 3333 2222 1111.", true), ("444433332222 1112", false),
      ("12 4444333322221111.", true), ("12 4444333322221111", true),
    ])
  func cardNumbers(_ text: String, _ isFound: Bool) {
    #expect(Redaction.hasCardNumber(text) == isFound)
  }

  @Test(
    "knows secrets by their names, in either case",
    arguments: [
      ("password", true), ("New_Password", true), ("passwd", true), ("session_id", true), ("sessionId", true),
      ("card_number", true), ("recipient_card_number", true), ("cardNumber", true), ("CVC", true), ("cvv2", true),
      ("security_code", true), ("card_code", true),
      ("pass", false), ("cvc3", false), ("my_cvc", false), ("number", false), ("card", false), ("code", false),
      ("session", false), ("", false),
    ])
  func names(_ name: String, _ isSecret: Bool) {
    #expect(Redaction.isSecret(name) == isSecret)
  }

  @Test(
    "keeps what is under a secret name, but for what is empty or masked already",
    arguments: [
      (#""a""#, "password", true), ("5", "password", true), ("[]", "password", true), ("{}", "cvc", true),
      (#""""#, "password", false), ("null", "password", false), ("true", "password", false), ("false", "cvc", false),
      (#""4444 **** **** 1111""#, "card_number", false), (#""4444""#, "card_number", true),
      ("4444", "card_number", true),
      (#""***""#, "password", true), (#""a""#, "name", false),
    ])
  func kept(_ value: String, _ name: String, _ isKept: Bool) throws {
    #expect(Redaction.isKept(try Document(parsing: Array(value.utf8)).root, under: name) == isKept)
  }

  @Test(
    "masks what header fields carry",
    arguments: [
      ("Authorization", "Bearer x", "***"), ("PROXY-AUTHORIZATION", "x", "***"), ("X-Api-Key", "x", "***"),
      ("X-Openerp-Session-Id", "x", "***"), ("Accept", "text/html", "text/html"),
      ("X-Note", "4444333322221111", "***"),
      ("Cookie", "session_id=abc; theme=; flag", "session_id=***; theme=; flag"),
      ("Set-Cookie", "session_id=abc; Path=/; HttpOnly", "session_id=***; Path=/; HttpOnly"),
      ("Referer", "/a?token=x&b=c", "/a?token=***&b=c"), ("Location", "/a", "/a"),
      ("Referer", "/a?b=c?token=x", "/a?b=c?token=x"),
    ])
  func fields(_ name: String, _ value: String, _ shown: String) {
    #expect(RedactedText.field(name, value) == shown)
  }

  @Test(
    "knows the fields and parameters that may have secrets",
    arguments: [
      ("Authorization", true, false), ("Cookie", true, false), ("Set-Cookie", true, false), ("X-Cookies", false, false),
      ("reset_token", false, true), ("Token", false, true), ("password", false, true), ("name", false, false),
    ])
  func secretNames(_ name: String, _ isField: Bool, _ isParameter: Bool) {
    #expect(RedactedText.isSecretField(name) == isField)
    #expect(RedactedText.isSecretParameter(name) == isParameter)
  }

  @Test(
    "masks values of a query",
    arguments: [
      ("token=x", "token=***"), ("a=b&token=x&c", "a=b&token=***&c"), ("token=&a=", "token=&a="), ("", ""),
      ("&&", "&&"),
      ("pass%77ord=x", "pass%77ord=***"), ("q=4444+3333+2222+1111", "q=***"), ("q=4444%203333%202222%201111", "q=***"),
      ("token", "token"), ("=x", "=x"),
    ])
  func queries(_ query: String, _ shown: String) {
    #expect(RedactedText.query(query) == shown)
  }

  @Test(
    "masks values in a body that is no call, however it is built",
    arguments: [
      (#"{"password": "a\"b", "name": "c""#, #"{"password": "***", "name": "c""#),
      ("password=a&name=b", "password=***&name=b"), ("<password>a</password>", "<password>***</password>"),
      ("password: a\nname: b", "password: ***\nname: b"), ("password = 'a b';c", "password = '***';c"),
      ("password", "password"), ("password=", "password="), ("password a", "password a"), ("password:", "password:"),
      (#"{"password":"","a":1"#, #"{"password":"","a":1"#), ("{password:a}", "{password:***}"),
      ("name=\"password\"\r\n\r\nsecret\r\n--x", "name=\"password\"\r\n\r\n***\r\n--x"),
      ("my-password=a", "my-password=***"), ("passwordé=a", "passwordé=a"), (#"password="a\"#, #"password="***"#),
      (#"password="a\"" b"#, #"password="***" b"#),
      ("a 4444333322221111", "***"), ("plain", "plain"), ("", ""),
    ])
  func bodies(_ body: String, _ shown: String) {
    #expect(RedactedText.body(Array(body.utf8), route: nil) == shown)
    #expect(RedactedText.body(Array(body.utf8), route: "/get_countries/1.0/json") == shown)
  }

  @Test("hides a body whole where its endpoint takes secrets", arguments: ["/signin/1.0/json", PasswordReset.path])
  func whole(_ route: String) {
    #expect(RedactedText.body(Array("plain".utf8), route: route) == "***")
  }

  @Test("shows 64 KiB of a body")
  func longest() {
    #expect(RedactedText.body([UInt8](repeating: 0x61, count: 65_537), route: nil).utf8.count == 65_536)
  }
}
