import JSON
import OdooHTTP
import ServerTestSupport
import TestSupport
import Testing

@Suite("A path that names its database")
struct BasePathTests {
  private static let signIn = #"{"login":"igor@nebeus.example","password":"reference-password"}"#

  @Test("is the documented path of that database, with a cookie for it alone")
  func signIn() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let answer = try caller.post("/_db/lucy/signin/1.0/json", Self.signIn)
    #expect(try answer.json[0]?["result"]?["db"]?.string == "lucy")
    #expect(answer.field("Set-Cookie")?.contains("; Path=/_db/lucy; HttpOnly; SameSite=Lax") == true)
    let session = try #require(try answer.json[0]?["result"]?["session_id"]?.string)
    caller.fields["Cookie"] = "session_id=\(session)"
    #expect(try caller.post("/_db/lucy/logout/1.0/json").field("Set-Cookie")?.contains("Path=/_db/lucy;") == true)
    #expect(try server.control("GET", "/databases/lucy/journal?path=/logout/1.0/json").json.count == 1)
    #expect(try server.control("GET", "/databases/nebeus/journal").text == "[]")
  }

  @Test("holds for images, pages and arguments in paths, and goes before any other name")
  func everything() throws {
    let caller = try TestServer.start().visitor(["X-Odoo-Database": "other"])
    _ = try caller.get("/_db/lucy/partner/3/profile_image?db=third")
    #expect(try caller.get("/_db/lucy/assets/svg/i_country-es.svg").field("Content-Type") == "image/svg+xml")
    #expect(try caller.get("/_db/lucy/web/reset_password?token=none").status == 404)
    #expect(try caller.post("/_db/lucy/get_countries/1.0/json/").status == 200)
    let journal = try caller.get("/_mock/databases/lucy/journal").json
    #expect(
      journal.array?.compactMap { $0["path"]?.string } == [
        "/partner/3/profile_image", "/assets/svg/i_country-es.svg", "/web/reset_password", "/get_countries/1.0/json/",
      ])
    #expect(try caller.get("/_mock/databases/other").status == 404)
  }

  @Test("has the faults of its documented path")
  func faults() throws {
    let server = try TestServer.start()
    try server.control("PUT", "/databases/lucy")
    try server.control("PUT", "/databases/lucy/faults/f", #"{"path":"/get_countries/1.0/json","status":503}"#)
    #expect(try server.visitor().post("/_db/lucy/get_countries/1.0/json").status == 503)
    #expect(try server.visitor().post("/get_countries/1.0/json").status == 200)
  }

  @Test(
    "is refused where it names no database, or nothing of the API",
    arguments: [
      ("/_db/No!/get_countries/1.0/json", 400), ("/_db//get_countries/1.0/json", 400),
      ("/_db/%6cucy/get_countries/1.0/json", 400), ("/_db/lucy/nothing", 404), ("/_db/lucy", 404), ("/_db/lucy/", 404),
      ("/_db/", 404), ("/_db", 404), ("/_db/lucy/_mock/health", 404),
      ("/_db/lucy/_db/lucy/get_countries/1.0/json", 404),
    ])
  func refused(_ path: String, _ status: Int) throws {
    let answer = try TestServer.start().visitor().post(path)
    #expect(answer.status == status)
    #expect(try answer.json["error"]?["code"]?.integer == status)
  }

  @Test("an empty name, in the header or the query, is ignored", arguments: ["header", "query"])
  func empty(_ place: String) throws {
    let caller = try TestServer.start().visitor(place == "header" ? ["X-Odoo-Database": ""] : [:])
    let answer = try caller.post("/signin/1.0/json" + (place == "query" ? "?db=" : ""), Self.signIn)
    #expect(try answer.json[0]?["result"]?["db"]?.string == "nebeus")
  }

  @Test(
    "has a prefix, a name and the documented path",
    arguments: [
      ("/_db/lucy/partner/dashboard", ["/_db/lucy", "lucy", "/partner/dashboard"]),
      ("/_db/lucy/", ["/_db/lucy", "lucy", "/"]), ("/_db/lucy", ["/_db/lucy", "lucy", "/"]),
      ("/_db/", ["/_db/", "", "/"]), ("/_db", nil), ("/partner/dashboard", nil), ("/_DB/lucy/a", nil),
    ] as [(String, [String]?)])
  func split(_ path: String, _ parts: [String]?) {
    #expect(BasePath.split(path).map { [String($0.prefix), String($0.name), String($0.rest)] } == parts)
  }
}
