import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("GET /_mock/scenarios")
struct ScenariosRouteTests {
  @Test("lists every scenario, and who can sign in there")
  func lists() throws {
    let server = try TestServer.start(scenario: "demo")
    let scenarios = try #require(try server.visitor().get("/_mock/scenarios").json.array)
    #expect(scenarios.compactMap { $0["name"]?.string } == SeedLibrary().names)
    for scenario in scenarios {
      #expect(scenario.members?.map(\.key) == ["name", "description", "logins"])
      #expect(scenario["description"]?.string?.isEmpty == false)
    }
    let demo = try #require(scenarios.first { $0["name"]?.string == "demo" })
    let login = try #require(demo["logins"]?[0])
    #expect(login.members?.map(\.key) == ["login", "password", "name"])
    let caller = try server.signIn(try #require(login["login"]?.string), try #require(login["password"]?.string))
    #expect(caller.fields["X-Openerp-Session-Id"] != nil)
  }

  @Test("says what is wrong with a faulty one")
  func faulty() throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "broken.json")
    let server = try TestServer.start(library: SeedLibrary(directory: folder.path))
    let scenarios = try #require(try server.visitor().get("/_mock/scenarios").json.array)
    let broken = try #require(scenarios.first { $0["name"]?.string == "broken" })
    #expect(broken["description"]?.string?.hasPrefix("\(folder.path)/broken.json: ") == true)
    #expect(broken["logins"]?.count == 0)
    try folder.write(#"{"description":"Mine","planet":1}"#, to: "broken.json")
    let unknown = try server.visitor().get("/_mock/scenarios").json.array?.first { $0["name"]?.string == "broken" }
    #expect(unknown?["description"]?.string?.contains("planet") == true, "\(unknown?.rawText ?? "")")
  }
}
