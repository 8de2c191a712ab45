import JSON
import TestSupport
import Testing

@Suite("Scenarios that change")
struct WatchTests {
  private func scenario(_ country: String) -> String {
    #"{"tables":{"res_country":[{"id":1,"name":"\#(country)","code":"ES","phone_code":"+34"}]}}"#
  }

  private func countries(_ server: Served, of database: String) throws -> [String] {
    try server.post("/get_countries/1.0/json?db=\(database)").json.array?.compactMap { $0["name"]?.string } ?? []
  }

  /// Asks again until the answer is the wanted one; fails at the limit.
  private func eventually(_ wanted: [String], _ ask: () throws -> [String]) throws {
    let deadline = ContinuousClock.now + WaitLimit.duration
    while try ask() != wanted { try #require(ContinuousClock.now < deadline, "not \(wanted) in time") }
  }

  @Test("start their databases again if they are right, and leave them and others alone if not")
  func serve() throws {
    let folder = try TemporaryFolder(["mine.json": scenario("First"), "other.json": scenario("Other")])
    let server = try Served(["--seeds", folder.path, "--scenario", "mine", "--watch"])
    #expect(try countries(server, of: "lucy") == ["First"])
    #expect(try server.control("PUT", "/databases/igor", #"{"scenario":"other"}"#).status == 201)
    #expect(
      try server.control(
        "POST", "/databases/igor/fixtures",
        #"{"tables":{"res_country":[{"id":1,"name":"Changed","code":"ES","phone_code":"+34"}]}}"#
      )
      .status == 200)
    try folder.write(scenario("Second"), to: "mine.json")
    try eventually(["Second"]) { try countries(server, of: "lucy") }
    // One database starts again after the other.
    try eventually(["Second"]) { try countries(server, of: "nebeus") }
    #expect(try countries(server, of: "igor") == ["Changed"])
    try folder.write(#"{"tables":{"res_planet":[],"res_star":[]}}"#, to: "mine.json")
    try folder.write(scenario("Third"), to: "other.json")
    // Both have been seen at the latest when this one has.
    try eventually(["Third"]) { try countries(server, of: "igor") }
    #expect(try countries(server, of: "lucy") == ["Second"])
    let lines = try server.stop().errorLines
    #expect(lines.count { $0.contains(" info ") && $0.contains("scenario=mine") && $0.contains("databases=2") } == 1)
    #expect(lines.count { $0.contains(" warning ") && $0.contains("mine.json, res_planet: ") } == 1)
    #expect(lines.count { $0.contains(" warning ") && $0.contains("mine.json, res_star: ") } == 1)
  }

  @Test("are checked again by nebeus-mock check --watch")
  func check() throws {
    let folder = try TemporaryFolder(["a.json": scenario("First")])
    let program = try Program(["check", "--watch", folder.path])
    #expect(try program.line() == "\(folder.path)/a.json: ok")
    try folder.write(#"{"tables":{"res_planet":[]}}"#, to: "a.json")
    #expect(try program.line().hasPrefix("\(folder.path)/a.json, res_planet: "))
    try folder.write(scenario("New"), to: "b.json")
    #expect(try program.line() == "\(folder.path)/b.json: ok")
    try folder.write("no picture", to: "b/x.jpg")
    #expect(try program.line().hasPrefix("\(folder.path)/b/x.jpg: "))
  }

  @Test("are in a folder of --seeds")
  func seeds() throws {
    for outcome in [
      try Program.run(["--watch"]), try Program.run([], environment: ["NEBEUS_MOCK_WATCH": "1"]),
    ] {
      #expect(outcome.code == 64)
      #expect(outcome.error == "--watch needs --seeds DIR: there is no other scenario that can change\n")
    }
  }
}
