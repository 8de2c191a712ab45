import JSON
import Store
import Testing

@testable import Instrumentation

@Suite("What a fault is for")
struct FaultTargetTests {
  private static func json(_ text: String) throws -> JSONValue { try Document(parsing: Array(text.utf8)).root }

  /// A target's path, and the paths and routes that it means.
  struct Aim: Sendable, CustomTestStringConvertible {
    let text: String
    let path: String
    let route: String?
    let isMeant: Bool

    init(_ text: String, _ path: String, _ route: String? = nil, _ isMeant: Bool) {
      self.text = text
      self.path = path
      self.route = route
      self.isMeant = isMeant
    }

    var testDescription: String { "\(text) of \(path), \(route ?? "no route")" }
  }

  @Test(
    "is a path as it was sent, a route as the reference writes it, or all that begin alike",
    arguments: [
      Aim("/a/1", "/a/1", "/a/{id}", true), Aim("/a/{id}", "/a/1", "/a/{id}", true),
      Aim("/a/2", "/a/1", "/a/{id}", false),
      Aim("/a/1", "/a/1", nil, true), Aim("/a", "/a/1", nil, false), Aim("/a/1/", "/a/1", nil, false),
      Aim("/a/*", "/a/1", nil, true), Aim("/a/*", "/a/", nil, true), Aim("/a/*", "/a", nil, false),
      Aim("/a/{*", "/a/1", "/a/{id}", true), Aim("/b*", "/a/1", "/a/{id}", false), Aim("*", "/", nil, true),
      // Only at the end does it stand for others.
      Aim("/*/1", "/a/1", nil, false),
    ])
  func paths(_ aim: Aim) {
    #expect(CallPath(aim.text).matches(aim.path, route: aim.route) == aim.isMeant)
  }

  /// What a target asks for beside the path, and whether a POST with some params is meant.
  @Test(
    "asks for all that is said, and looks at params only where they count",
    arguments: [
      (nil, nil, ["{}"], true), ("POST", nil, ["{}"], true), ("GET", nil, ["{}"], false),
      (nil, #"{"a":1}"#, [#"{"a":1,"b":2}"#], true), (nil, #"{"a":1}"#, [#"{"a":2}"#], false),
      (nil, #"{"a":1}"#, ["{}", #"{"a":1.0}"#], true), (nil, #"{"a":1}"#, [], false),
      (nil, "{}", [nil], true), (nil, #"{"a":1}"#, [nil], false), ("GET", #"{"a":1}"#, [#"{"a":1}"#], false),
    ] as [(String?, String?, [String?], Bool)])
  func matches(_ method: String?, _ params: String?, _ calls: [String?], _ isMeant: Bool) throws {
    let target = FaultTarget(path: CallPath("/a"), method: method, params: try params.map(Self.json))
    let given = try calls.map { try $0.map(Self.json) }
    var looks = 0
    let isMet = target.matches(method: "POST", path: "/a", route: nil) {
      looks += 1
      return given
    }
    #expect(isMet == isMeant)
    #expect(looks == (params != nil && method != "GET" ? 1 : 0))
    #expect(!target.matches(method: "POST", path: "/b", route: nil) { given })
  }

  @Test(
    "is a probability from 0 to 1, to nine decimals",
    arguments: [
      ("0", true), ("1", true), ("0.5", true), ("1.0", true), ("0.000000001", true), ("0.999999999", true),
      ("0.0000000001", false), ("-0.1", false), ("1.000000001", false), ("2", false), ("1e30", false),
    ])
  func probabilities(_ text: String, _ isOne: Bool) throws {
    #expect(try Self.json(text).number.map { Probability($0) != nil } == isOne)
  }

  @Test(
    "strikes as often as its probability says", arguments: [("0", 0...0), ("1", 1_000...1_000), ("0.25", 200...300)])
  func occurs(_ text: String, _ range: ClosedRange<Int>) throws {
    let probability = try #require(try Self.json(text).number.flatMap { Probability($0) })
    var random = RandomSource(seed: 11)
    #expect(range.contains((0..<1_000).count { _ in probability.occurs(by: &random) }))
  }

  @Test("strikes if its probability is above what is drawn, to the thousand millionth", arguments: [1, 2] as [UInt64])
  func exactProbability(_ seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let drawn = Int64(random.number(below: 1_000_000_000))
    for (share, occurs) in [(drawn, false), (drawn + 1, true)] {
      let probability = try #require(ExactDecimal(units: share, scale: 9).flatMap { Probability($0) })
      var again = RandomSource(seed: seed)
      #expect(probability.occurs(by: &again) == occurs, "\(share)")
    }
  }

  @Test(
    "keeps a call from its handler only where it answers in its place, before it",
    arguments: [
      (Fault.Action.none, false), (.status(503, body: nil), true), (.error(code: 1, message: ""), true), (.reset, true),
      (.truncate(0), false), (.drip(1), false),
    ])
  func replaces(_ action: Fault.Action, _ replaces: Bool) throws {
    for when in Fault.Phase.allCases {
      let fault = Fault(
        id: "f", order: try Self.json("{}"), target: FaultTarget(), after: 0, times: nil, probability: nil, delay: nil,
        action: action, when: when)
      #expect(fault.replacesAnswer == replaces)
      #expect(fault.keepsFromHandler == (replaces && when == .before))
    }
  }
}
