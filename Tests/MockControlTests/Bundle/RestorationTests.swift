import ServerTestSupport
import Testing

@testable import MockControl

@Suite("Restoration")
struct RestorationTests {
  private static let scenario = Array(
    #"{"res_users":[{"password":"Sécret-Word \"1\""},{"password":"plain"},{"password":"plain"}]}"#.utf8)
  private static let password = #"Sécret-Word "1""#
  private static let standIn = #"Qфwert-Asdf "2""#

  private var restoration: Restoration

  init() throws {
    let passwords = #"["Qфwert-Asdf \"2\"","vwxyz"]"#
    let text = SampleBundle.text(sessions: 12, passwords: passwords)
    restoration = try Restoration(of: try Bundle(parsing: Array(text.utf8)), scenario: Self.scenario)
  }

  private func disguised(_ text: String) -> String {
    String(decoding: restoration.disguised(Array(text.utf8)), as: UTF8.self)
  }

  @Test("puts the scenario's passwords where their stand-ins are")
  func restores() {
    #expect(restoration.restored("a \(Self.standIn) vwxyz b") == "a \(Self.password) plain b")
  }

  @Test("puts stand-ins where distinctive passwords are, however they are written, and card numbers")
  func disguises() {
    #expect(disguised("a \(Self.password) b") == "a \(Self.standIn) b")
    #expect(disguised(#""Sécret-Word \"1\"""#) == #""Qфwert-Asdf \"2\"""#)
    #expect(disguised(#""S\u00e9cret-Word \"1\"""#) == #""Q\u0444wert-Asdf \"2\"""#)
    #expect(disguised("p=S%C3%A9cret-Word%20%221%22&q") == "p=Q%D1%84wert-Asdf%20%222%22&q")
    #expect(disguised("plain") == "plain")
    #expect(disguised("card 4111111111111111.") != "card 4111111111111111.")
  }

  @Test("exchanges the names of sessions and the ids that are noted for them")
  mutating func sessions() {
    #expect(restoration.restored("session-1 session-12") == "session-1 session-12")
    restoration.note(session: "first-id", as: "session-1")
    restoration.note(session: "another", as: "session-1")
    restoration.note(session: "two", as: "session-2")
    // A name may begin as a shorter one does.
    #expect(restoration.restored("session-1 session-12 session-2.") == "first-id session-12 two.")
    restoration.note(session: "last", as: "session-12")
    #expect(restoration.restored("session-1 session-12") == "first-id last")
    // An id of less than four bytes could be a part of any text.
    #expect(disguised("first-id another two last") == "session-1 another two session-12")
  }

  @Test("needs the scenario that the bundle was made of")
  func otherScenario() throws {
    let bundle = try Bundle(parsing: Array(SampleBundle.text(passwords: #"["a"]"#).utf8))
    let error = #expect(throws: BundleError.self) { try Restoration(of: bundle, scenario: Self.scenario) }
    #expect(error?.description == "made of another scenario reference than this program's")
    // One that the bundle has itself has its stand-ins already.
    let own = try Bundle(parsing: Array(SampleBundle.text().utf8))
    #expect(throws: Never.self) { try Restoration(of: own, scenario: Self.scenario) }
  }
}
