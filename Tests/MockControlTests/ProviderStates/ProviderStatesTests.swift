import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("POST /_mock/provider-states")
struct ProviderStatesTests {
  private static let path = "/_mock/provider-states"

  private func state(
    _ name: String, _ params: String = "{}", _ action: String = "setup", by caller: TestCaller
  ) throws -> RawResponse {
    try caller.post(Self.path, #"{"state":"\#(name)","params":\#(params),"action":"\#(action)"}"#)
  }

  private func countries(_ caller: TestCaller) throws -> Int? {
    try caller.post("/get_countries/1.0/json").json.array?.count
  }

  @Test("starts the database anew from a scenario, until the teardown")
  func scenario() throws {
    let server = try TestServer.start(scenario: "reference")
    let caller = try server.visitor()
    let answer = try state("scenario empty", by: caller)
    #expect(answer.status == 200 && answer.text == #"{"database":"nebeus"}"#)
    #expect(try countries(caller) == 40)
    #expect(try state("scenario reference-chat", by: caller).status == 200)
    #expect(try countries(caller) == 2)
    #expect(try state("scenario empty", by: caller).status == 200)
    #expect(try state("scenario empty", "{}", "teardown", by: caller).status == 200)
    #expect(try countries(caller) == 2)
    #expect(try caller.get("/_mock/databases/nebeus").json["scenario"]?.string == "reference")
  }

  @Test("leaves a database that was made anew since as it is, but for its reset")
  func madeAnew() throws {
    let caller = try TestServer.start(scenario: "reference").visitor()
    #expect(try state("scenario reference-chat", by: caller).status == 200)
    #expect(
      try caller.send("PUT", "/_mock/databases/nebeus", #"{"scenario":"empty"}"#, type: "application/json").status
        == 200)
    #expect(try state("scenario reference-chat", "{}", "teardown", by: caller).status == 200)
    #expect(try caller.get("/_mock/databases/nebeus").json["scenario"]?.string == "empty")
  }

  @Test(
    "merges rows, given as tables or as a whole fixture",
    arguments: [
      #"{"res_country":[{"id":9,"name":"Iceland","code":"IS","phone_code":"+354"}]}"#,
      #"{"tables":{"res_country":[{"id":9,"name":"Iceland","code":"IS","phone_code":"+354"}]},"generated":{"pin":["000001"]}}"#,
    ])
  func fixtures(_ params: String) throws {
    let caller = try TestServer.start(scenario: "reference").visitor()
    #expect(try state("fixtures", params, by: caller).status == 200)
    #expect(try countries(caller) == 3)
    #expect(try state("fixtures", params, "teardown", by: caller).status == 200)
    #expect(try countries(caller) == 2)
  }

  @Test("sets the clock")
  func clock() throws {
    let server = try TestServer.start(scenario: "reference")
    let caller = try server.visitor()
    #expect(try state("clock", #"{"now":"2020-02-29T10:00:00Z"}"#, by: caller).status == 200)
    let graphic = try server.signIn("igor@nebeus.example").post("/dashboard/graphic").json
    #expect(graphic["days"]?.members?.map(\.key).last == "2020-02-29")
  }

  @Test("orders faults, several if need be, until the teardown")
  func faults() throws {
    let caller = try TestServer.start(scenario: "reference").visitor()
    #expect(try state("fault", #"{"path":"/get_countries/1.0/json","status":503,"times":1}"#, by: caller).status == 200)
    #expect(try state("fault", #"{"path":"/logout/1.0/json","status":500}"#, by: caller).status == 200)
    #expect(try state("fault", #"{"id":"mine","path":"/signup/1.0/json","status":502}"#, by: caller).status == 200)
    let ids = try caller.get("/_mock/databases/nebeus/faults").json.array?.compactMap { $0["id"]?.string }
    #expect(ids == ["provider-state-1", "provider-state-2", "mine"])
    #expect(try caller.post("/get_countries/1.0/json").status == 503)
    #expect(try caller.post("/get_countries/1.0/json").status == 200)
    #expect(try caller.post("/logout/1.0/json").status == 500)
    #expect(try state("fault", "{}", "teardown", by: caller).status == 200)
    #expect(try caller.post("/logout/1.0/json").status == 200)
  }

  @Test("adds states up, and takes a state without a name for none")
  func adds() throws {
    let caller = try TestServer.start(scenario: "reference").visitor()
    #expect(try state("scenario empty", by: caller).status == 200)
    #expect(
      try state(
        "fixtures", #"{"res_country":[{"id":90,"name":"Iceland","code":"IS","phone_code":"+354"}]}"#, by: caller
      )
      .status == 200)
    #expect(try caller.post(Self.path, #"{"state":"","consumer":"c","states":[""]}"#).status == 200)
    #expect(try countries(caller) == 41)
  }

  @Test("is for the database that the request means as any call does")
  func database() throws {
    let server = try TestServer.start(scenario: "reference")
    for (caller, path) in [
      (try server.visitor(["X-Odoo-Database": "lucy"]), Self.path), (try server.visitor(), Self.path + "?db=lucy"),
      (try server.visitor(["Host": "lucy.localhost"]), Self.path),
      (try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"]), Self.path),
    ] {
      let answer = try caller.post(path, #"{"state":"scenario empty"}"#)
      #expect(answer.text == #"{"database":"lucy"}"#)
      let teardown = try caller.post(path, #"{"state":"scenario empty","action":"teardown"}"#)
      #expect(teardown.text == #"{"database":"lucy"}"#)
    }
    #expect(try countries(server.visitor(["X-Odoo-Database": "lucy"])) == 2)
    #expect(try server.visitor(["X-Odoo-Database": "X"]).post(Self.path, #"{"state":""}"#).status == 400)
  }

  @Test("tears down nothing without a database")
  func nothing() throws {
    let server = try TestServer.start(scenario: "reference")
    let answer = try server.visitor().post(Self.path + "?db=nobody", #"{"state":"fixtures","action":"teardown"}"#)
    #expect(answer.status == 200)
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 1)
  }

  @Test(
    "refuses what it doesn't know, with the list",
    arguments: [
      (
        #"{"state":"a user exists"}"#, 400,
        #"unknown state "a user exists"; there are "scenario NAME", fixtures, clock, fault"#
      ),
      (#"{"state":"scenario"}"#, 400, #"unknown state "scenario"; there are "#),
      (
        #"{"state":"scenario empty","params":{"seed":7}}"#, 400, "params.seed: unknown member; this call takes none"
      ),
      (#"{"state":"scenario empty","params":7}"#, 400, "params: should be a JSON object, not 7"),
      (#"{"state":"scenario nope"}"#, 400, "There is no scenario nope: there are "), ("{}", 400, "state: required"),
      (#"{"state":5}"#, 400, "state: should be a string, not 5"),
      (#"{"state":"clock","action":"undo"}"#, 400, #"action: should be setup or teardown, not "undo""#),
      (#"{"state":"clock"}"#, 400, "now: required"),
      (#"{"state":"clock","params":{"now":"noon"}}"#, 400, "params.now: should be a moment"),
      (
        #"{"state":"clock","params":{"then":1}}"#, 400,
        "params.then: unknown member; this call takes frozen, now"
      ),
      (#"{"state":"clock","params":[]}"#, 400, "params: should be a JSON object, not []"),
      (#"{"state":"fault"}"#, 400, "params: required: a fault"),
      (#"{"state":"fault","params":{"reset":false}}"#, 400, "reset: should be true"),
      (#"{"state":"fixtures","params":[]}"#, 400, "params: should be an object of tables, each an array of rows"),
      (#"{"state":"fixtures"}"#, 400, "params: should be an object of tables, each an array of rows"),
      (#"{"state":"fixtures","params":{"res_planet":[]}}"#, 422, "params, res_planet: unknown table"),
      (#"{"state":"fixtures","param":{}}"#, 400, "param: unknown member"),
    ])
  func refused(_ body: String, _ status: Int, _ detail: String) throws {
    let server = try TestServer.start(scenario: "reference")
    let before = try server.state()
    let answer = try server.visitor().post(Self.path, body)
    #expect(answer.status == status && answer.field("Content-Type") == "application/problem+json")
    #expect(try answer.json["detail"]?.string?.hasPrefix(detail) == true, "\(answer.text)")
    #expect(try server.state() == before)
  }
}
