import Basics
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
  }

  @Test(
    "replaces card numbers in a text, and no other digits",
    arguments: [
      ("card 4111111111111111.", true), ("\\n4111 1111 1111 1111", true), ("%204111-1111-1111-1111&", true),
      ("4111111111111112", false), ("1111111111111117", false), ("x4111111111111111", false),
      ("0.4111111111111111", false), ("4111111111111111.5", false), ("411111111111", false),
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
}
