import ServerTestSupport
import Testing

@Suite("GET /assets/svg/i_country-{country_code}.svg")
struct CountryFlagTests {
  @Test("is an SVG picture, for everyone, whatever the letters' case", arguments: ["ES", "es", "eS", "_blank"])
  func flag(_ code: String) throws {
    let answer = try TestServer.start().visitor().get("/assets/svg/i_country-\(code).svg")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "image/svg+xml")
    #expect(answer.field("Cache-Control") == "public, max-age=3600")
    #expect(answer.text.hasPrefix("<svg "))
  }

  @Test("is there for every country, and each country's own", arguments: [true, false])
  func every(_ isActive: Bool) throws {
    let server = try TestServer.start(scenario: "demo")
    if !isActive { try server.change("UPDATE res_country SET active = 0") }
    let caller = try server.visitor()
    let codes = try server.rows("SELECT code FROM res_country").compactMap(\.first)
    #expect(codes.count >= 40)
    var images: Set<String> = []
    for code in codes {
      let answer = try caller.get("/assets/svg/i_country-\(code).svg")
      #expect(answer.status == 200, "\(code)")
      images.insert(answer.text)
    }
    #expect(images.count == codes.count)
  }

  @Test("is the blank one where none is drawn")
  func undrawn() throws {
    let server = try TestServer.start()
    try server.change("INSERT INTO res_country (id, name, code, phone_code) VALUES (99, 'Nowhere', 'XX', '+999')")
    let answer = try server.visitor().get("/assets/svg/i_country-xx.svg")
    #expect(answer.status == 200)
    #expect(try answer.body == server.visitor().get("/assets/svg/i_country-_blank.svg").body)
  }

  @Test("is not there for a code that no country has", arguments: ["XX", "ESP", "E%53%00", "."])
  func unknown(_ code: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().get("/assets/svg/i_country-\(code).svg")
    #expect(answer.status == 404)
    #expect(try answer.json["error"]?["data"]?["message"]?.string == "There is no such country")
  }

  @Test("has a strong tag, and answers HEAD")
  func conditional() throws {
    let server = try TestServer.start()
    let head = try server.visitor().send("HEAD", "/assets/svg/i_country-es.svg", nil, type: nil)
    #expect(head.status == 200)
    #expect(head.body.isEmpty)
    let tag = try #require(head.field("ETag"))
    #expect(try server.visitor(["If-None-Match": tag]).get("/assets/svg/i_country-ES.svg").status == 304)
  }
}
