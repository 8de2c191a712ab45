import Images
import ServerTestSupport
import Testing

@Suite("GET /partner/{partner_id}/profile_image")
struct ProfileImageTests {
  @Test(
    "is a PNG picture of the documented size, for everyone",
    arguments: [("/partner/169/profile_image/big", 150), ("/partner/169/profile_image", 64)])
  func sizes(_ path: String, _ side: Int) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().get(path)
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "image/png")
    #expect(answer.field("Cache-Control") == "no-cache")
    let size = try #require(PNG.size(of: answer.body))
    #expect(size == (side, side))
  }

  @Test("is always the same for a partner who brought none, and another for another partner")
  func generated() throws {
    let first = try TestServer.start().visitor().get("/partner/169/profile_image")
    let again = try TestServer.start().visitor().get("/partner/169/profile_image")
    let other = try TestServer.start().visitor().get("/partner/134/profile_image")
    #expect(first.body == again.body)
    #expect(first.field("ETag") == again.field("ETag"))
    #expect(first.body != other.body)
    #expect(first.field("ETag") != other.field("ETag"))
  }

  @Test("follows the partner's name")
  func renamed() throws {
    let server = try TestServer.start()
    let before = try server.visitor().get("/partner/169/profile_image")
    try server.change("UPDATE res_partner SET name = 'Zoe' WHERE id = 169")
    #expect(try server.visitor().get("/partner/169/profile_image").body != before.body)
  }

  @Test("has a strong tag, by which it isn't sent again")
  func conditional() throws {
    let server = try TestServer.start()
    let full = try server.visitor().get("/partner/169/profile_image/big")
    let tag = try #require(full.field("ETag"))
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
    let again = try server.visitor(["If-None-Match": tag]).get("/partner/169/profile_image/big")
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    #expect(again.field("ETag") == tag)
    #expect(try server.visitor(["If-None-Match": "\"other\""]).get("/partner/169/profile_image/big").status == 200)
  }

  @Test("answers HEAD with the fields of GET and no content")
  func head() throws {
    let server = try TestServer.start()
    let full = try server.visitor().get("/partner/169/profile_image")
    let head = try server.visitor().send("HEAD", "/partner/169/profile_image", nil, type: nil)
    #expect(head.status == 200)
    #expect(head.body.isEmpty)
    for name in ["Content-Type", "ETag", "Content-Length", "Cache-Control"] {
      #expect(head.field(name) == full.field(name), "\(name)")
    }
  }

  @Test(
    "doesn't exist for an id without a partner",
    arguments: ["999", "0", "-1", "x", "0169", "+169", "99999999999999999999", "169%00", "%31%36%39", "1e2"])
  func unknown(_ id: String) throws {
    let server = try TestServer.start()
    for size in ["", "/big"] {
      let answer = try server.visitor().get("/partner/\(id)/profile_image\(size)")
      #expect(answer.status == 404)
      #expect(try answer.json["error"]?["data"]?["message"]?.string == "There is no such partner")
    }
  }

  @Test("takes no other method")
  func method() throws {
    let answer = try TestServer.start().visitor().post("/partner/169/profile_image")
    #expect(answer.status == 405)
    #expect(answer.field("Allow") == "GET, HEAD, OPTIONS")
  }

  @Test("is that of the database that the request means")
  func databases() throws {
    let server = try TestServer.start()
    _ = try server.visitor().get("/partner/169/profile_image?db=other")
    try server.change("INSERT INTO res_partner (id, name) VALUES (7000, 'Ann')", in: "other")
    #expect(try server.visitor(["X-Odoo-Database": "other"]).get("/partner/7000/profile_image").status == 200)
    #expect(try server.visitor().get("/partner/7000/profile_image").status == 404)
  }
}
