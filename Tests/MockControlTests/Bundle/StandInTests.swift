import Basics
import NebeusAPI
import Testing

@testable import MockControl

@Suite("What stands for secrets")
struct StandInTests {
  private func number(_ text: String) -> String {
    String(decoding: CardStandIn.number(Array(text.utf8)), as: UTF8.self)
  }

  @Test(
    "keeps a card number's ends, length and blanks, and whether it is right",
    arguments: [
      "4111 1111 1111 1111", "5105105105105100", "378282246310005", "4111111111111112", "6011-0009-9013-9424",
    ])
  func card(_ card: String) {
    let standIn = number(card)
    #expect(standIn != card && standIn.count == card.count)
    #expect(standIn.prefix(4) == card.prefix(4) && standIn.suffix(4) == card.suffix(4))
    let sums = [card, standIn].map { Luhn.sum(Array($0.utf8).filter { (0x30...0x39).contains($0) }) % 10 }
    #expect(sums[0] == sums[1])
    #expect(number(standIn) == standIn)
    #expect(standIn.filter(\.isWholeNumber).dropFirst(5).dropLast(4).allSatisfy { $0 == "0" })
  }

  @Test("leaves what is all ends", arguments: ["", "1234", "12345678", "1234-5678"])
  func short(_ text: String) {
    #expect(number(text) == text)
  }

  @Test(
    "replaces card numbers in a text, and no other digits",
    arguments: [
      ("card 4111111111111111.", true), ("\\n4111 1111 1111 1111", true), ("%204111-1111-1111-1111&", true),
      ("4111111111111112", false), ("1111111111111117", false), ("x4111111111111111", false),
      ("0.4111111111111111", false), ("4111111111111111.5", false), ("411111111111", false),
      ("4111111111111111_", false), ("4111111111111111a", false), ("Z4111111111111111", false), ("a%", false),
      ("4111111111111111. 5", true), ("4111111111111111.", true), ("4111111111111111", true),
      ("4111+1111+1111+1111", true),
      ("4111  1111 1111 1111", false), ("4111111111111111 1", true), ("12 4111111111111111", true),
      ("x 4111111111111111 4111111111111112", true), ("%2a4111111111111111", true), ("%4111111111111111", false),
      ("4111111111111111-", true), ("1234 ", false),
    ])
  func text(_ text: String, _ hasCard: Bool) {
    #expect((CardStandIn.replaceNumbers(in: Array(text.utf8)) != Array(text.utf8)) == hasCard)
  }

  @Test("gives a password one of the same kinds of characters, and another to each")
  func password() {
    let standIns = StandIns(sessionPrefix: "session-")
    for password in ["Ab3-é x", "12345", " padded ", "日本語のパスワード", "ok 👍"] {
      let standIn = standIns.password(password)
      #expect(standIn != password && standIn.count == password.count && standIn.utf8.count == password.utf8.count)
      #expect(zip(standIn, password).allSatisfy { $0.isLetter == $1.isLetter && $0.isWholeNumber == $1.isWholeNumber })
      #expect(standIn == standIns.password(password))
    }
    #expect(standIns.password("padded") == standIns.password(" padded ").filter { $0 != " " })
    #expect(standIns.password("   ") == "   ")
    let short = ["a", "b", "c"].map { standIns.password($0) }
    #expect(Set(short).count == 3 && zip(short, ["a", "b", "c"]).allSatisfy { $0 != $1 })
    // Two that show the same are two passwords, and two sessions.
    let spellings = ["\u{e9}", "e\u{301}"]
    #expect(Set(spellings.map { standIns.password($0) }).count == 2)
    #expect(spellings.map { standIns.session($0) } == ["session-1", "session-2"])
    let scenario = #"{"users":[{"password":"\#(spellings[0])"},{"password":"\#(spellings[1])"}]}"#
    #expect(BundleSecrets.passwords(in: Array(scenario.utf8)).count == 2)
  }

  @Test(
    "replaces what its name calls a secret, and leaves every other byte",
    arguments: [
      (#"{"a" : "x", "password" : "é" , "n":1}"#, #"{"a" : "x", "password" : "?" , "n":1}"#),
      (
        #"{"Password":[["x"],{"y":5}],"password":null,"passwd":"","session_id":7}"#,
        #"{"Password":[["?"],{"y":?}],"password":null,"passwd":"","session_id":7}"#
      ),
      (#"{"http_session":[{"id":"x"}],"id":"x"}"#, #"{"http_session":[{"id":"?"}],"id":"x"}"#),
      ("login=a&pass%77ord=b%20c&x=1", "login=a&pass%77ord=%3F&x=1"),
      (#"{"password":"x""#, #"{"password":"?""#), ("password=x y", "password=?"),
      ("\u{FEFF}{\"password\":\"x\",\"cvc\":1}", "\u{FEFF}{\"password\":\"?\",\"cvc\":?}"),
      (
        #"{"cvc":1.5,"cvv":-1,"password":true,"card_number":12}"#,
        #"{"cvc":1.5,"cvv":-1,"password":true,"card_number":?}"#
      ),
      (
        #"{"http_session":[{"user":{"id":"y"},"id":"x"},{"id":"z"}],"res_users":[{"id":"x"}]}"#,
        #"{"http_session":[{"user":{"id":"y"},"id":"?"},{"id":"?"}],"res_users":[{"id":"x"}]}"#
      ),
      (#"{"a":["b"],"session_id":"x"}"#, #"{"a":["b"],"session_id":"?"}"#),
      ("a&password=&b=c&cvc=1", "a&password=&b=c&cvc=%3F"), ("password", "password"), ("", ""),
    ])
  func names(_ body: String, _ expected: String) {
    let rewriter = SecretRewriter { _, _ in "?" }
    #expect(String(decoding: rewriter.body(Array(body.utf8)), as: UTF8.self) == expected)
  }

  @Test("hides credentials, and names the session in a cookie")
  func fields() {
    let rewriter = SecretRewriter { _, _ in "?" }
    let lines = rewriter.fields(
      Array("Cookie: a=b; session_id=c\r\nAuthorization: d\r\nX-Openerp-Session-Id: e\r\nAccept: f\r\n".utf8))
    #expect(lines == ["Cookie: a=***; session_id=?", "Authorization: ***", "X-Openerp-Session-Id: ?", "Accept: f"])
  }

  @Test(
    "looks into the fields that may have a secret in a part of them",
    arguments: [
      ("Set-Cookie: session_id=c; Path=/; Expires=x;", "Set-Cookie: session_id=?; Path=/; Expires=x;"),
      ("Set-Cookie: a=c; session_id=b", "Set-Cookie: a=***; session_id=b"),
      ("Set-Cookie: session_id=; Path=/", "Set-Cookie: session_id=; Path=/"),
      ("Referer: http://a/b?session_id=c&d=e", "Referer: http://a/b?session_id=%3F&d=e"),
      ("Location: /a?x=1?password=2", "Location: /a?x=1?password=2"), ("Location: /a", "Location: /a"),
      ("Location: /password=1?password=2", "Location: /password=1?password=%3F"),
      ("X-Openerp-Session-Id:", "X-Openerp-Session-Id: "),
      ("Cookie: a; b=; session_id=c", "Cookie: a; b=; session_id=?"),
      ("X-Api-Key: a", "X-Api-Key: ***"), ("My-Cookie: a", "My-Cookie: ***"),
    ])
  func fieldParts(_ line: String, _ expected: String) {
    let rewriter = SecretRewriter { _, _ in "?" }
    #expect(rewriter.fields(Array((line + "\r\n").utf8)) == [expected])
  }

  @Test("says what kind of secret a name announces, and replaces nothing by itself")
  func kinds() {
    var found: [String] = []
    let rewriter = SecretRewriter { value, kind in
      found.append("\(kind) \(value)")
      return value
    }
    let body = Array(#"{"password":"a","session_id":"b","card_number":"c","cvc":"d","cvv":5}"#.utf8)
    #expect(rewriter.body(body) == body)
    #expect(found == ["password a", "session b", "cardNumber c", "cardCode d", "cardCode 5"])
    #expect(rewriter.query("password=%41%42&x=%41") == "password=%41%42&x=%41")
    #expect(found.last == "password AB")
  }

  @Test("gives each kind of secret what stands for it")
  func kindsOfStandIns() throws {
    let standIns = StandIns(sessionPrefix: "session-")
    #expect(standIns.standIn(for: "", .session) == "" && standIns.sessionCount == 0)
    #expect(standIns.standIn(for: "first", .session) == "session-1")
    #expect(standIns.standIn(for: "second-session", .session) == "session-2")
    #expect(standIns.session("first") == "session-1" && standIns.sessionCount == 2)
    #expect(standIns.standIn(for: "123", .cardCode) == "111")
    #expect(standIns.standIn(for: "1é-²", .cardCode) == "1x-²")
    #expect(standIns.standIn(for: "4111 1111 1111 1111", .cardNumber) == number("4111 1111 1111 1111"))
    let password = standIns.standIn(for: "My-Password-1", .password)
    let hash = try Password.hash("My-Password-1")
    let standIn = standIns.standIn(for: hash, .password)
    #expect(standIn != hash && Password.verify(password, against: standIn))
    #expect(standIns.standIn(for: hash, .password) == standIn)
    // Nobody knows whose hash it is.
    let other = try Password.hash("other")
    #expect(standIns.standIn(for: other, .password) == other)
  }

  @Test("replaces in any text only what no other text is likely to have")
  func substitution() {
    let standIns = StandIns(sessionPrefix: "session-")
    for session in ["8-bytes!", "7-bytes"] { _ = standIns.session(session) }
    let password = standIns.password("Ünique-1")
    for text in ["letters-only", "12345678", "a@b.example1", "short-1"] { _ = standIns.password(text) }
    func replaced(_ text: String) -> String {
      String(decoding: standIns.substitution().apply(Array(text.utf8)), as: UTF8.self)
    }
    #expect(replaced("8-bytes! 7-bytes") == "session-1 7-bytes")
    #expect(replaced("x Ünique-1 y") == "x \(password) y")
    #expect(!replaced(#""\u00dcnique-1""#).contains("nique") && !replaced("%C3%9Cnique-1").contains("nique"))
    #expect(replaced("12345678 a@b.example1 short-1") == "12345678 a@b.example1 short-1")
    #expect(standIns.hasShortSessions)
    let long = StandIns(sessionPrefix: "session-")
    _ = long.session("8-bytes!")
    #expect(!long.hasShortSessions)
  }

  @Test(
    "tells distinctive passwords by their length, and by what they have besides letters",
    arguments: [
      ("Pass-wrd", true), ("Pass-wr", false), ("Passwords", false), ("12345678", false), ("pass word", true),
      ("pässw0r", true), ("me@b.example", false),
    ])
  func distinctive(_ password: String, _ isDistinctive: Bool) {
    #expect(StandIns.isDistinctive(password) == isDistinctive)
  }
}
