import JSON
import ServerTestSupport
import Store
import TestSupport
import Testing
import Time

@Suite("/_mock/databases/NAME/clock")
struct ClockRoutesTests {
  @Test(
    "is frozen where it is set, unless frozen is false",
    arguments: [
      (#"{"now":"2020-02-29T23:59:59Z"}"#, "2020-02-29T23:59:59Z"),
      (#"{"now":"2020-02-29 23:59:59","frozen":true}"#, "2020-02-29T23:59:59Z"),
      (#"{"now":"2020-03-01T01:59:59+02:00"}"#, "2020-02-29T23:59:59Z"),
      (#"{"now":"1970-01-01T00:00:00Z"}"#, "1970-01-01T00:00:00Z"),
      (#"{"now":"9999-12-31T23:59:59Z"}"#, "9999-12-31T23:59:59Z"),
      (#"{"frozen":true}"#, "2017-03-03T12:00:00Z"),
    ])
  func frozen(_ body: String, _ now: String) throws {
    let server = try TestServer.start()
    let answer = try server.control("PUT", "/databases/nebeus/clock", body)
    #expect(answer.status == 200)
    #expect(answer.text == #"{"now":"\#(now)","frozen":true}"#)
    #expect(try server.control("GET", "/databases/nebeus/clock").text == answer.text)
  }

  @Test(
    "runs from where it is set",
    arguments: [
      (#"{"now":"2020-02-29T23:59:59Z","frozen":false}"#, "2020-02-29T23:59:59Z"),
      (#"{"frozen":false}"#, "2017-03-03T12:00:00Z"),
    ])
  func running(_ body: String, _ start: String) throws {
    let server = try TestServer.start()
    let answer = try server.control("PUT", "/databases/nebeus/clock", body).json
    let now = try #require(answer["now"]?.string.flatMap { Timestamp($0) })
    // However slow the machine is: it is where it was put, or later.
    let first = try #require(Timestamp(start))
    #expect((first...first.advanced(by: 3_600)).contains(now))
    #expect(answer["frozen"]?.bool == false)
  }

  @Test("is the system's again for null, and is frozen there on request")
  func system() throws {
    let server = try TestServer.start()
    for (body, isFrozen) in [(#"{"now":null}"#, false), (#"{"now":null,"frozen":true}"#, true)] {
      let before = DatabaseClock.system.now
      let answer = try server.control("PUT", "/databases/nebeus/clock", body).json
      #expect(try #require(answer["now"]?.string.flatMap { Timestamp($0) }) >= before)
      #expect(answer["frozen"]?.bool == isFrozen)
    }
  }

  @Test("advances when frozen, over midnight, a month's end and a leap day, and when running")
  func advances() throws {
    let server = try TestServer.start()
    func advance(_ from: String, _ seconds: Int) throws -> String? {
      try server.control("PUT", "/databases/nebeus/clock", #"{"now":"\#(from)"}"#)
      return try server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":\#(seconds)}"#)
        .json["now"]?.string
    }
    #expect(try advance("2017-03-03T23:59:59Z", 1) == "2017-03-04T00:00:00Z")
    #expect(try advance("2017-03-31T23:50:00Z", 600) == "2017-04-01T00:00:00Z")
    #expect(try advance("2016-02-28T12:00:00Z", 86_400) == "2016-02-29T12:00:00Z")
    #expect(try advance("2017-02-28T12:00:00Z", 86_400) == "2017-03-01T12:00:00Z")
    #expect(try advance("2016-12-31T23:59:59Z", 1) == "2017-01-01T00:00:00Z")
    #expect(try advance("2017-03-03T12:00:00Z", 0) == "2017-03-03T12:00:00Z")
    try server.control("PUT", "/databases/nebeus/clock", #"{"now":"2017-03-03T12:00:00Z","frozen":false}"#)
    let ran = try server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":86400}"#).json
    #expect(try #require(ran["now"]?.string) >= "2017-03-04T12:00:00Z")
    #expect(ran["frozen"]?.bool == false)
  }

  @Test(
    "refuses an invalid clock, and stays as it is",
    arguments: [
      ("PUT", "/clock", "{}", "now: required: a moment such as 2017-03-03T12:00:00Z, or null for the system's time"),
      ("PUT", "/clock", "", "now: required: a moment such as 2017-03-03T12:00:00Z, or null for the system's time"),
      (
        "PUT", "/clock", #"{"now":"2017-02-29T00:00:00Z"}"#,
        #"now: should be a moment such as 2017-03-03T12:00:00Z, not "2017-02-29T00:00:00Z""#
      ),
      (
        "PUT", "/clock", #"{"now":"0999-01-01T00:00:00Z"}"#,
        "now: should be from 1970-01-01 to 9999-12-31, not \"0999-01-01T00:00:00Z\""
      ),
      ("PUT", "/clock", #"{"now":1}"#, "now: should be a moment such as 2017-03-03T12:00:00Z, not 1"),
      (
        "PUT", "/clock", #"{"now":null,"frozen":1}"#, "frozen: should be true or false, not 1"
      ),
      ("PUT", "/clock", #"{"nov":null}"#, "nov: unknown member; did you mean now? this call takes frozen, now"),
      ("POST", "/clock/advance", "{}", "seconds: required"),
      (
        "POST", "/clock/advance", #"{"seconds":-1}"#,
        "seconds: should be a whole number from 0 to 253402300799, not -1"
      ),
      (
        "POST", "/clock/advance", #"{"seconds":99999999999999999999}"#,
        "seconds: should be a whole number from 0 to 253402300799, not 99999999999999999999"
      ),
      (
        "POST", "/clock/advance", #"{"seconds":253402300799}"#,
        "seconds: 253402300799 seconds after 2017-03-03T12:00:00Z is after the year 9999, the last of a clock"
      ),
    ])
  func refuses(_ method: String, _ path: String, _ body: String, _ detail: String) throws {
    let server = try TestServer.start()
    let refused = try server.control(method, "/databases/nebeus" + path, body)
    #expect(refused.status == 400)
    #expect(try refused.problem == detail)
    #expect(
      try server.control("GET", "/databases/nebeus/clock").text == #"{"now":"2017-03-03T12:00:00Z","frozen":true}"#)
  }

  @Test("sends a user away when it advances ten minutes, and ends the session when it advances a week")
  func due() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let ocelot = try server.signIn("ocelot@nebeus.example")
    _ = try ocelot.post("/im_chat/api/get_sessions")
    func advance(_ seconds: Int) throws {
      try server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":\#(seconds)}"#)
    }
    /// As another user's address book shows it.
    func presence() throws -> String? {
      let users = try server.signIn("russian@support.ru").post("/im_chat/api/user_chat_ab/get_all_users").json.array
      return users?.first { $0["name"]?.string == "Oneiric Ocelot" }?["im_status"]?.string
    }
    #expect(try presence() == "online")
    try advance(599)
    #expect(try presence() == "online")
    try advance(1)
    #expect(try presence() == "away")
    try advance(604_199)
    #expect(try ocelot.post("/partner/dashboard").json["error"] == nil)
    try advance(604_800)
    #expect(try ocelot.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try presence() == "offline")
  }

  @Test("gives a new day's limit when it advances past midnight")
  func limit() throws {
    let vera = try Exchanger(clock: "2016-02-28T23:59:00Z")
    func left() throws -> String? {
      try vera.caller.result("/btc/get_buy_limit/1.0/json")?["limit"]?.rawText
    }
    let unspent = try left()
    let (id, code) = try vera.code(Exchanger.buyPath, Exchanger.purchase())
    _ = try vera.caller.result(Exchanger.buyPath, Exchanger.purchase(["code_id": id, "code": code]))
    let spent = try left()
    try vera.server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":59}"#)
    #expect(try left() == spent)
    try vera.server.control("POST", "/databases/nebeus/clock/advance", #"{"seconds":1}"#)
    #expect(try left() == unspent)
    #expect(unspent != nil && spent != unspent)
  }
}
