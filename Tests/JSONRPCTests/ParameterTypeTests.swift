import JSON
import Testing

@testable import JSONRPC

@Suite("ParameterType")
struct ParameterTypeTests {
  enum Colour: String, CaseIterable, Sendable { case red, green }

  /// What a parameter `p` of the type reads from `json`: its value, or the complaint.
  private func read<Argument>(
    _ type: ParameterType<Argument>, _ json: String, form: Bool = false, strict: Bool = false
  ) throws -> String {
    let object = try Document(parsing: Array(json.utf8)).root
    do throws(ArgumentError) {
      return "\(try Parameter("p", type, "").read(Params(object: object, isForm: form), isStrict: strict))"
    } catch {
      return error.message
    }
  }

  @Test(
    "reads whole numbers, also as decimal text",
    arguments: [
      (#"{"p":5}"#, "5"), (#"{"p":"5"}"#, "5"), (#"{"p":"-7"}"#, "-7"), (#"{"p":5.0}"#, "5"), (#"{"p":1e2}"#, "100"),
      (#"{"p":9223372036854775807}"#, "9223372036854775807"),
      (#"{"p":9223372036854775808}"#, "P should not be above 9223372036854775807"),
      (#"{"p":"99999999999999999999"}"#, "P should not be above 9223372036854775807"),
      (#"{"p":-9223372036854775809}"#, "P should not be below -9223372036854775808"),
      (#"{"p":1e39}"#, "P should have at most 38 digits"),
      (#"{"p":5.5}"#, "P should be a whole number"), (#"{"p":"5 "}"#, "P should be a number"),
      (#"{"p":"1e2"}"#, "P should be a number"), (#"{"p":"٥"}"#, "P should be a number"),
      (#"{"p":true}"#, "P should be a number"), (#"{"p":[5]}"#, "P should be a number"),
      (#"{"p":null}"#, "P should be specified"), (#"{"p":""}"#, "P should be specified"),
      ("{}", "P should be specified"),
    ])
  func integers(_ json: String, _ result: String) throws {
    #expect(try read(.integer, json) == result)
  }

  @Test("keeps ids above and counts not below zero")
  func ranges() throws {
    #expect(try read(.id, #"{"p":0}"#) == "P should be above 0")
    #expect(try read(.id, #"{"p":-99999999999999999999}"#) == "P should be above 0")
    #expect(try read(.id, #"{"p":1}"#) == "1")
    #expect(try read(.count, #"{"p":-1}"#) == "P should not be below 0")
    #expect(try read(.count, #"{"p":0}"#) == "0")
  }

  @Test(
    "reads exact decimals",
    arguments: [
      (#"{"p":0.1}"#, "0.1"), (#"{"p":"0.10"}"#, "0.1"),
      (#"{"p":12345678901234567890.12345678}"#, "12345678901234567890.12345678"),
      (#"{"p":"abc"}"#, "P should be a number"), (#"{"p":"12abc"}"#, "P should be a number"),
      (#"{"p":{}}"#, "P should be a number"),
    ])
  func decimals(_ json: String, _ result: String) throws {
    #expect(try read(.decimal, json) == result)
  }

  @Test("reads text within its length")
  func texts() throws {
    #expect(try read(.text(maxBytes: 2), #"{"p":"é"}"#) == "é")
    #expect(try read(.text(maxBytes: 2), #"{"p":"éa"}"#) == "P should have at most 2 bytes")
    #expect(try read(.text(), #"{"p":""}"#) == "P should be specified")
    #expect(try read(.anyText(), #"{"p":""}"#) == "")
    #expect(try read(.text(), #"{"p":5}"#) == "P should be a string")
    #expect(try read(.identifier, #"{"p":25}"#) == "25")
    #expect(try read(.identifier, #"{"p":"25"}"#) == "25")
    #expect(try read(.identifier, #"{"p":false}"#) == "P should be a string or a number")
  }

  @Test("reads ids that the reference calls strings, strict or not", arguments: [false, true])
  func idsOrTexts(_ strict: Bool) throws {
    #expect(try read(.idOrText, #"{"p":25}"#, strict: strict) == "25")
    #expect(try read(.idOrText, #"{"p":"25"}"#, strict: strict) == "25")
    #expect(try read(.idOrText, #"{"p":"0"}"#, strict: strict) == "P should be above 0")
    #expect(try read(.idOrText, #"{"p":"x"}"#, strict: strict) == "P should be a number")
  }

  @Test("refuses in a parameter's own words where it has some")
  func ownWords() throws {
    let parameter = Parameter("p", .id, "", refusedWith: "no")
    let object = try Document(parsing: Array(#"{"p":"x"}"#.utf8)).root
    #expect(throws: parameter.error("no")) { try parameter.read(Params(object: object), isStrict: false) }
    #expect(throws: parameter.error("no")) { try parameter.read(.none, isStrict: false) }
  }

  @Test("takes a text of white space only for none, but for a secret")
  func blanks() throws {
    #expect(try read(.text(), #"{"p":" \u00a0\t"}"#) == "P should be specified")
    #expect(try read(.text(), #"{"p":" a "}"#) == " a ")
    #expect(try read(.secret(), #"{"p":"  "}"#) == "  ")
    #expect(try read(.secret(), #"{"p":""}"#) == "P should be specified")
    #expect(try read(.anyText(), #"{"p":" "}"#) == " ")
  }

  @Test("takes false for an optional argument that is absent, but not where it is strict")
  func absentAsFalse() throws {
    #expect(try read(.optional(.count), #"{"p":false}"#) == "nil")
    #expect(try read(.optional(.text()), #"{"p":false}"#) == "nil")
    #expect(try read(.optional(.list(of: .id)), #"{"p":false}"#) == "nil")
    #expect(try read(.optional(.count), #"{"p":true}"#) == "P should be a number")
    #expect(try read(.count, #"{"p":false}"#) == "P should be a number")
    #expect(try read(.optional(.count), #"{"p":false}"#, strict: true) == "P should be a number")
    #expect(try read(.optional(.boolean), #"{"p":false}"#, strict: true) == "Optional(false)")
  }

  @Test("takes a number for digits and for a decimal that is documented as a string, but not where it is strict")
  func numbersForStrings() throws {
    #expect(try read(.digits, #"{"p":12345}"#) == "12345")
    #expect(try read(.digits, #"{"p":12345}"#, strict: true) == "P should be a string")
    #expect(try read(.digits, #"{"p":"012345"}"#, strict: true) == "012345")
    #expect(try read(.decimal, #"{"p":0.5}"#) == "0.5")
    #expect(try read(.decimal, #"{"p":0.5}"#, strict: true) == "P should be a string")
    #expect(try read(.number, #"{"p":0.5}"#, strict: true) == "0.5")
  }

  @Test("reads truth values and choices")
  func truthAndChoices() throws {
    #expect(try read(.boolean, #"{"p":true}"#) == "true")
    #expect(try read(.boolean, #"{"p":"0"}"#) == "false")
    #expect(try read(.boolean, #"{"p":2}"#) == "P should be true or false")
    #expect(try read(.choice(of: Colour.self), #"{"p":"red"}"#) == "red")
    #expect(try read(.choice(of: Colour.self), #"{"p":"blue"}"#) == "P should be one of red, green")
  }

  @Test("reads lists, in a form also of one")
  func lists() throws {
    #expect(try read(.list(of: .id), #"{"p":[1,"2"]}"#) == "[1, 2]")
    #expect(try read(.list(of: .id), #"{"p":[]}"#) == "[]")
    #expect(try read(.list(of: .id), #"{"p":1}"#) == "p is not list")
    #expect(try read(.list(of: .id), #"{"p":[1,"x"]}"#) == "p[1] should be a number")
    #expect(try read(.list(of: .id), #"{"p":"1"}"#, form: true) == "[1]")
    #expect(try read(.list(of: .id), #"{"p":[1,""]}"#) == "p[1] should be specified")
    let lists = ParameterType<[[Int]]>.list(of: .list(of: .id))
    #expect(try read(lists, #"{"p":[[1],[2,3]]}"#) == "[[1], [2, 3]]")
    #expect(try read(lists, #"{"p":[[1],2]}"#) == "p[1] is not list")
    #expect(try read(lists, #"{"p":[[1],[2,0]]}"#) == "p[1][1] should be above 0")
  }

  @Test("takes null, and an empty text, for an optional argument that is absent")
  func optionals() throws {
    #expect(try read(.optional(.count), "{}") == "nil")
    #expect(try read(.optional(.count), #"{"p":null}"#) == "nil")
    #expect(try read(.optional(.count), #"{"p":""}"#, form: true) == "nil")
    #expect(try read(.optional(.count), #"{"p":""}"#) == "nil")
    #expect(try read(.optional(.text()), #"{"p":""}"#, strict: true) == "nil")
    #expect(try read(.optional(.count), #"{"p":""}"#, strict: true) == "P should be a number")
    #expect(try read(.count, #"{"p":""}"#) == "P should be specified")
    #expect(try read(.optional(.count), #"{"p":"x"}"#) == "P should be a number")
  }

  @Test("wants the documented JSON type where it is strict")
  func strict() throws {
    #expect(try read(.count, #"{"p":"5"}"#, strict: true) == "P should be a number")
    #expect(try read(.count, #"{"p":5}"#, strict: true) == "5")
    #expect(try read(.text(), #"{"p":5}"#, strict: true) == "P should be a string")
    #expect(try read(.identifier, #"{"p":5}"#, strict: true) == "5")
    #expect(try read(.boolean, #"{"p":"1"}"#, strict: true) == "P should be true or false")
  }
}
