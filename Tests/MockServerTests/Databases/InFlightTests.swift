import JSON
import TestSupport
import Testing

@Suite("Databases that are reset, replaced and deleted while requests are on their way")
struct InFlightTests {
  @Test(
    "answer from before or after, or that they are gone, and never a mixture",
    arguments: [("POST", "/databases/lucy/reset"), ("PUT", "/databases/lucy"), ("DELETE", "/databases/lucy")])
  func whole(_ method: String, _ path: String) async throws {
    let server = try TestServer.start()
    try server.control("PUT", "/databases/lucy")
    let seen = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
      for _ in 0..<6 {
        group.addTask { try Self.ask(server, times: 300) }
      }
      for _ in 0..<100 {
        // A world in which every country has another name, and then none of it.
        let names = try server.rows("SELECT count(*) FROM res_country WHERE name = 'X'", in: "lucy")
        #expect(names == [["0"]])
        try? server.change("UPDATE res_country SET name = 'X'", in: "lucy")
        #expect([200, 201, 204, 404].contains(try server.control(method, path).status))
      }
      return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    }
    #expect(Set(seen.keys).isSubset(of: [200, 409]))
    #expect(try server.visitor(["X-Odoo-Database": "lucy"]).post("/get_countries/1.0/json").status == 200)
  }

  /// Asks for the countries, and counts the answers by status.
  private static func ask(_ server: TestServer, times: Int) throws -> [Int: Int] {
    let caller = try server.visitor(["X-Odoo-Database": "lucy"])
    var seen: [Int: Int] = [:]
    for _ in 0..<times {
      let answer = try caller.post("/get_countries/1.0/json")
      seen[answer.status, default: 0] += 1
      if answer.status == 200 {
        let names = Set(try answer.json.array?.compactMap { $0["name"]?.string } ?? [])
        #expect(names == ["X"] || (!names.isEmpty && !names.contains("X")))
      } else {
        #expect(try answer.json["error"]?["code"]?.integer == 409)
      }
    }
    return seen
  }

  @Test("leave no session behind")
  func sessions() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = nil
    try server.control("DELETE", "/databases/lucy")
    // The session means no database now, so that this is the standard one's, and lucy isn't made for it.
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try server.control("GET", "/databases").json.array?.map { $0["name"]?.string } == ["nebeus"])
  }
}
