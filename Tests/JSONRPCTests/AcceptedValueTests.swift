import JSON
import Testing

@testable import JSONRPC

/// What a type accepts at a glance, it also reads: the check of a call's arguments skips the reading then.
@Suite("A value that a parameter's type accepts at a glance")
struct AcceptedValueTests {
  private enum Choice: String, CaseIterable { case one, two = "zwei" }

  private static let values = [
    "null", "true", "false", "0", "7", "-7", "1.0", "1e2", "999999999999999999", "9223372036854775807",
    "9223372036854775808", "12345678901234567890", #""""#, #"" ""#, #""\t""#, #""\u0020""#, #""\u2003""#, #"" a""#,
    #""a""#, #""a b""#, #""\u0061""#, #""\"""#, #""é""#, #""  ""#, #""7""#, #""one""#, #""zwei""#, #""two""#,
    #""o\u006ee""#,
    #""12345""#, #""123456""#, #""éééé""#, #""\u00e9\u00e9\u00e9""#, "[]", "{}", "[1]",
  ]

  private static func check<Argument>(_ type: ParameterType<Argument>, accepted: Int) throws {
    var count = 0
    for text in values {
      let value = try Document(parsing: Array(text.utf8)).root
      guard type.look(value) != .unclear else { continue }
      count += 1
      #expect(throws: Never.self, "\(text)") { try type.read(value, ParameterStyle()) }
      #expect(throws: Never.self, "\(text) in a form") { try type.read(value, ParameterStyle(isForm: true)) }
      #expect(throws: Never.self, "\(text), strictly") { try type.read(value, ParameterStyle(isStrict: true)) }
    }
    #expect(count == accepted, "of the usual spellings, it accepts those that it should")
    if type.look(nil) != .unclear {
      #expect(throws: Never.self) { try type.read(nil, ParameterStyle()) }
    }
    #expect((type.look(nil) != .unclear) == !type.isRequired)
  }

  @Test("is read without an error")
  func isRead() throws {
    try Self.check(.text(maxBytes: 5), accepted: 7)
    try Self.check(.anyText(maxBytes: 5), accepted: 14)
    try Self.check(.secret(maxBytes: 5), accepted: 0)
    try Self.check(.integer, accepted: 3)
    try Self.check(.idOrText, accepted: 2)
    try Self.check(.id, accepted: 2)
    try Self.check(.integer(in: 0...6), accepted: 1)
    try Self.check(.choice(of: Choice.self), accepted: 3)
    try Self.check(.optional(.count), accepted: 3)
    try Self.check(.optional(.text(maxBytes: 5)), accepted: 7)
  }

  @Test("gives calls one shape that exercise the same of the parameters, and no others")
  func shapes() throws {
    let parameters: [any ParameterDeclaration] = [
      Parameter("name", .text(), ""), Parameter("note", .anyText(), ""),
      Parameter("kind", .optional(.choice(of: Choice.self)), ""),
      Parameter("later", .optional(.text()), "", in: .since(.june2017)),
    ]
    func shape(_ params: String, in revision: Revision = .april2017) throws -> CallShape? {
      let params = Params(object: try Document(parsing: Array(params.utf8)).root)
      return Arguments(params, for: parameters, isStrict: false, revision: revision).shape
    }
    let plain = try #require(try shape(#"{"name":"a","note":"b"}"#))
    #expect(try shape(#"{"note":"another","name":"x","more":1}"#) == plain)
    #expect(try shape(#"{"name":"a","note":"b","later":"x"}"#) == plain, "of a later revision")
    let others = try [
      shape(#"{"name":"a","note":""}"#), shape(#"{"name":"a","note":"b","kind":"one"}"#),
      shape(#"{"name":"a","note":"b","kind":"zwei"}"#), shape(#"{"name":"a","note":"b","later":"x"}"#, in: .june2017),
    ]
    for (index, other) in others.enumerated() {
      #expect(other != nil && other != plain && !others[..<index].contains(other), "\(index)")
    }
    for unclear in [
      "{}", #"{"name":"a"}"#, #"{"name":5,"note":"b"}"#, #"{"name":"a","note":"b","kind":""}"#,
      #"{"name":"a","note":"b","kind":"three"}"#,
    ] { #expect(try shape(unclear) == nil, "\(unclear)") }
  }

  @Test("of more than 16 parameters, or of a choice's fourteenth value, has no shape")
  func unshaped() throws {
    func shape(of looks: [ArgumentLook]) -> CallShape? {
      var builder = CallShape.Builder()
      for look in looks { builder.add(look) }
      return builder.shape
    }
    #expect(shape(of: Array(repeating: .given, count: 16)) != nil)
    #expect(shape(of: Array(repeating: .given, count: 17)) == nil)
    #expect(shape(of: [.choice(12)]) != nil)
    #expect(shape(of: [.choice(13)]) == nil)
  }

  @Test("is a whole number of at most 18 digits, for which both ways to read give the same")
  func integers() throws {
    for text in Self.values {
      let value = try Document(parsing: Array(text.utf8)).root
      if let plain = value.plainInteger { #expect(plain == value.integer) }
    }
    #expect(try Document(parsing: Array("999999999999999999".utf8)).root.plainInteger == 999_999_999_999_999_999)
    #expect(try Document(parsing: Array("-1".utf8)).root.plainInteger == nil)
  }

  @Test(
    "is blank where all its characters are white space",
    arguments: ["", " ", "\t\n", "\u{2003}", "\u{a0} ", "a", " a", "é", "\u{7f}", "\u{1}", "🙂"])
  func blank(_ text: String) {
    #expect(text.isBlank == text.allSatisfy(\.isWhitespace))
  }
}
