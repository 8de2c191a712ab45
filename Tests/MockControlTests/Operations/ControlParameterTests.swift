import JSON
import JSONRPC
import Testing

@testable import MockControl

@Suite("Parameters of the control plane")
struct ControlParameterTests {
  /// What is wrong with a value in a body, or with a text in a query; "ok" if nothing is.
  private func verdict<Argument>(
    _ type: ParameterType<Argument>, _ json: String, inQuery: Bool = false
  ) throws -> String {
    let value = try Document(parsing: Array(json.utf8)).root
    return ControlParameter(Parameter("p", type, "")).mistake(value, ParameterStyle(isForm: inQuery)) ?? "ok"
  }

  @Test(
    "are whole numbers within their range",
    arguments: [
      ("2", "ok"), ("4", "ok"), ("3.0", "ok"), ("1", "1"), ("5", "5"), ("2.5", "2.5"), (#""3""#, #""3""#),
      ("true", "true"),
      ("1e400", "1e400"), ("[3]", "[3]"),
    ])
  func whole(_ json: String, _ found: String) throws {
    let expected = found == "ok" ? found : "should be a whole number from 2 to 4, not \(found)"
    #expect(try verdict(.whole(in: 2...4), json) == expected)
  }

  @Test(
    "are ASCII digits alone in a query",
    arguments: [
      (#""2""#, true), (#""04""#, true), (#""1""#, false), (#""5""#, false), (#""+3""#, false), (#"" 3""#, false),
      (#""3.0""#, false), (#""٣""#, false), (#""""#, false), (#""99999999999999999999""#, false),
    ])
  func wholeText(_ json: String, _ isWhole: Bool) throws {
    #expect(try (verdict(.whole(in: 2...4), json, inQuery: true) == "ok") == isWhole)
  }

  @Test(
    "are seconds to the millisecond, 300 at most",
    arguments: [
      ("0", true), ("300", true), ("0.001", true), ("299.999", true), ("0.0001", false), ("300.001", false),
      ("-0.001", false), ("1e2", true), ("1e3", false),
    ])
  func seconds(_ number: String, _ isTaken: Bool) throws {
    #expect(try (verdict(.seconds, number) == "ok") == isTaken)
    // A text is one in a query only, and then without an exponent.
    #expect(try verdict(.seconds, "\"\(number)\"") != "ok")
    #expect(try (verdict(.seconds, "\"\(number)\"", inQuery: true) == "ok") == (isTaken && !number.contains("e")))
  }

  @Test(
    "are moments at which a clock can be set",
    arguments: [
      ("1970-01-01T00:00:00Z", "ok"), ("9999-12-31T23:59:59Z", "ok"), ("2017-03-03 12:00:00", "ok"),
      ("1969-12-31T23:59:59Z", "should be from 1970-01-01 to 9999-12-31, not "),
      ("2017-02-29T00:00:00Z", "should be a moment such as 2017-03-03T12:00:00Z, not "),
      ("noon", "should be a moment such as 2017-03-03T12:00:00Z, not "),
    ])
  func moments(_ text: String, _ verdict: String) throws {
    #expect(try self.verdict(.clockTime, "\"\(text)\"") == (verdict == "ok" ? verdict : verdict + "\"\(text)\""))
  }

  @Test(
    "are seeds of 64 bits",
    arguments: [
      ("0", true), ("18446744073709551615", true), ("18446744073709551616", false), ("-1", false), ("1.5", false),
      (#""1""#, false),
    ])
  func seeds(_ json: String, _ isSeed: Bool) throws {
    #expect(try (verdict(.seed, json) == "ok") == isSeed)
  }

  @Test("may be left out or null where that is said")
  func optional() throws {
    #expect(try verdict(.maybe(.flag), "null") == "ok")
    #expect(try verdict(.maybe(.flag), "false") == "ok")
    #expect(try verdict(.maybe(.flag), "0") == "should be true or false, not 0")
    #expect(try verdict(.flag, "null") == "required")
    #expect(ControlParameter(Parameter("p", .maybe(.string), "")).mistake(nil, ParameterStyle()) == nil)
    #expect(
      ControlParameter(Parameter("p", ParameterType<String>.string, "")).mistake(nil, ParameterStyle()) == "required")
  }

  @Test("name what is wrong in a list")
  func lists() throws {
    let type = ParameterType<[Int]>.list(of: .whole(in: 1...2))
    #expect(try verdict(type, "[1,2]") == "ok")
    #expect(try verdict(type, "5") == "should be a list, not 5")
    #expect(try verdict(type, "[1,7]") == "element 1 should be a whole number from 1 to 2, not 7")
    #expect(try verdict(type, "[null]") == "element 0 required")
    #expect(try verdict(.object, "[]") == "should be an object, not []")
  }

  @Test("are described with those of a member within it, and masked ones may be left out")
  func properties() {
    let parameters = [
      ControlParameter(Parameter("path", ParameterType<String>.string, "Path")),
      ControlParameter(Parameter("count.min", .maybe(.whole(in: 0...9)), "Least")),
      ControlParameter(Parameter("count.max", .maybe(.whole(in: 0...9)), "Most")),
    ]
    let properties = ControlParameter.properties(of: parameters)
    #expect(properties.map(\.name) == ["path", "count"])
    #expect(properties.map(\.isOptional) == [false, true])
    #expect(properties.map(\.meaning) == ["Path", "Least; Most"])
    guard case .object(let members) = properties[1].schema else {
      Issue.record("count is no object")
      return
    }
    #expect(members.map(\.name) == ["min", "max"])
    #expect(
      ControlParameter.properties(of: parameters, isMasked: true).allSatisfy { $0.isOptional && $0.schema == .any })
  }
}
