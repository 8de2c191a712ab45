import HTTP
import Inspector
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("The inspector page")
struct InspectorRoutesTests {
  private static let browser = ["Accept": "text/html,application/xhtml+xml,*/*;q=0.8"]

  @Test("is where a browser is sent that asks for the server's address", arguments: ["/", "/_mock"])
  func redirect(_ path: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor(Self.browser).get(path)
    #expect(answer.status == 302)
    #expect(answer.field("Location") == "/_mock/")
    #expect(answer.values("Vary").contains("Accept"))
    #expect(answer.field("Cache-Control") == "no-store")
  }

  @Test(
    "is named to any other client", arguments: ["/", "/_mock"], ["*/*", "application/json", "text/html;q=0.1, */*"])
  func named(_ path: String, _ accept: String) throws {
    let answer = try TestServer.start().visitor(["Accept": accept]).get(path)
    #expect(answer.status == 404)
    #expect(answer.text.contains("There is nothing at \(path). People look at /_mock/ in a browser"))
    #expect(!answer.text.contains("nearest"))
  }

  @Test("is not where a browser is sent that asks for something else", arguments: ["/nothing", "/index.html"])
  func elsewhere(_ path: String) throws {
    #expect(try TestServer.start().visitor(Self.browser).get(path).status == 404)
  }

  @Test("has all its files, under a policy that allows no others")
  func files() throws {
    let visitor = try TestServer.start { settings, _ in settings.adminToken = "secret" }.visitor()
    for file in InspectorFile.all {
      let path = file.name == "index.html" ? "/_mock/" : "/_mock/\(file.name)"
      let answer = try visitor.get(path)
      #expect(answer.status == 200, "\(path)")
      #expect(answer.field("Content-Type") == "\(file.mediaType)")
      #expect(answer.field("X-Content-Type-Options") == "nosniff")
      #expect(answer.field("Cache-Control") == "no-cache")
      #expect(answer.field("Referrer-Policy") == "no-referrer")
      let policy = answer.field("Content-Security-Policy") ?? ""
      #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(Array(answer.text.utf8) == file.bytes, "\(path)")
    }
  }

  @Test("isn't sent again to a browser that has it")
  func unchanged() throws {
    let server = try TestServer.start()
    let tag = try server.visitor().get("/_mock/app.js").field("ETag") ?? ""
    #expect(!tag.isEmpty)
    #expect(try server.visitor(["If-None-Match": tag]).get("/_mock/app.js").status == 304)
  }

  @Test("isn't shown to a page of a foreign origin")
  func foreign() throws {
    let visitor = try TestServer.start().visitor(["Origin": "https://example.com"])
    #expect(try visitor.get("/_mock/").status == 403)
  }

  @Test("can be left out", arguments: ["/", "/_mock", "/_mock/", "/_mock/app.js"])
  func absent(_ path: String) throws {
    let server = try TestServer.start { settings, _ in settings.hasInspector = false }
    let answer = try server.visitor(Self.browser).get(path)
    #expect(answer.status == 404)
    #expect(!answer.text.contains("browser"))
  }
}

@Suite("What forms need to know")
struct FormDescriptionTests {
  @Test("is how the server was started")
  func server() throws {
    let server = try TestServer.start { settings, _ in settings.isStrict = true }
    let answer = try server.visitor().get("/_mock/server").json
    #expect(answer["scenario"]?.string == "reference")
    #expect(answer["dialect"]?.string == "documented")
    #expect(answer["strict"]?.bool == true)
    #expect(answer["version"]?.string?.isEmpty == false)
  }

  @Test("is every table's columns: types, defaults, choices and references")
  func schema() throws {
    let tables = try TestServer.start().visitor().get("/_mock/databases/nebeus/schema").json
    let counted = try TestServer.start().visitor().get("/_mock/databases/nebeus/tables").json
    #expect(tables.array?.compactMap { $0["name"]?.string } == counted.array?.compactMap { $0["name"]?.string })
    func column(_ table: String, _ name: String) -> JSONValue? {
      let columns = tables.array?.first { $0["name"]?.string == table }?["columns"]?.array
      return columns?.first { $0["name"]?.string == name }
    }
    #expect(column("res_users", "partner_id")?["references"]?.string == "res_partner.id")
    #expect(column("res_users", "password")?["type"]?.string == "password")
    #expect(
      column("res_partner", "address_status")?["choices"]?.array?.compactMap(\.string).contains("pending") == true)
    #expect(column("account_account", "balance")?["type"]?.string == "derived")
    #expect(column("res_country", "name")?["required"]?.bool == true)
    #expect(column("res_partner", "lang")?["default"]?.string == "'en_US'")
  }

  @Test("is the cookie that signs a browser in, for those who ask for it")
  func cookie() throws {
    let server = try TestServer.start()
    let path = "/_mock/databases/nebeus/sessions"
    let with = try server.visitor().post(path, #"{"login": "igor@nebeus.example", "cookie": true}"#)
    let session = try with.json["session_id"]?.string ?? ""
    #expect(with.field("Set-Cookie") == "session_id=\(session); Path=/; HttpOnly; SameSite=Lax")
    let without = try server.visitor().post(path, #"{"login": "igor@nebeus.example"}"#)
    #expect(without.status == 200 && without.field("Set-Cookie") == nil)
  }
}
