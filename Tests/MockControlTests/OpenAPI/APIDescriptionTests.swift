import JSON
import JSONRPC
import NebeusAPI
import ServerTestSupport
import Testing
import MockControl

@testable import MockServer

@Suite("GET /_mock/openapi.json")
struct APIDescriptionTests {
  private func document(
    _ dialect: Dialect = .documented, isStrict: Bool = false, revision: Revision = .first
  ) throws -> JSONValue {
    let server = try TestServer.start { settings, _ in
      settings.revision = revision
      settings.dialect = dialect
      settings.isStrict = isStrict
    }
    let answer = try server.visitor().get("/_mock/openapi.json")
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/json")
    return try answer.json
  }

  @Test("describes every endpoint of the revision and every image, and nothing else", arguments: Revision.allCases)
  func paths(_ revision: Revision) throws {
    let document = try document(revision: revision)
    let endpoints = API.endpoints(in: revision)
    #expect(document["openapi"]?.string == "3.1.0")
    let paths = document["paths"]?.members?.map(\.key) ?? []
    #expect(Set(paths) == Set(endpoints.map(\.path) + API.images.map(\.path)))
    for endpoint in endpoints { #expect(document["paths"]?[endpoint.path]?["post"] != nil, "\(endpoint.path)") }
    for image in API.images { #expect(document["paths"]?[image.path]?["get"] != nil, "\(image.path)") }
    #expect(document["tags"]?.array?.compactMap { $0["name"]?.string } == API.chapters(in: revision).map(\.name))
  }

  @Test("shows every example that has a call's answer", arguments: Revision.allCases)
  func examples(_ revision: Revision) throws {
    let paths = try #require(try document(revision: revision)["paths"]?.members)
    let shown = paths.compactMap {
      $0.value["post"]?["responses"]?["200"]?["content"]?["application/json"]?["examples"]
    }
    let calls = Example.all(in: revision).filter { $0.method == "POST" }
    #expect(shown.reduce(0) { $0 + $1.count } == calls.count)
  }

  @Test(
    "refers only to what it has, and names each operation once",
    arguments: [(Dialect.documented, false), (.documented, true), (.jsonrpc, false), (.jsonrpc, true)])
  func references(_ dialect: Dialect, _ isStrict: Bool) throws {
    let document = try document(dialect, isStrict: isStrict)
    let references = values(of: "$ref", in: document)
    #expect(references.count > API.endpoints(in: .first).count)
    for reference in references {
      let target = reference.split(separator: "/").dropFirst().reduce(Optional(document)) { $0?[String($1)] }
      #expect(target != nil, "\(reference)")
    }
    let names = values(of: "operationId", in: document)
    #expect(names.count == API.endpoints(in: .first).count + API.images.count)
    #expect(Set(names).count == names.count)
  }

  @Test("asks for a session where the endpoint does")
  func security() throws {
    let document = try document(revision: .latest)
    for endpoint in API.endpoints {
      let security = document["paths"]?[endpoint.path]?["post"]?["security"]
      #expect(security?.count == (endpoint.access == .session ? 3 : 0), "\(endpoint.path)")
    }
  }

  @Test("shows forms and bare params only where the server takes them")
  func strict() throws {
    let path = "/signin/1.0/json"
    let lenient = try document()["paths"]?[path]?["post"]?["requestBody"]?["content"]
    #expect(lenient?.members?.map(\.key) == ["application/json", "application/x-www-form-urlencoded"])
    let strict = try document(isStrict: true)
    #expect(
      strict["paths"]?[path]?["post"]?["requestBody"]?["content"]?.members?.map(\.key) == ["application/json"])
    #expect(strict["components"]?["schemas"]?["signin_params"]?["additionalProperties"]?.bool == false)
  }

  /// Every text under that key, wherever it stands.
  private func values(of key: String, in value: JSONValue) -> [String] {
    if let elements = value.array { return elements.flatMap { values(of: key, in: $0) } }
    guard let members = value.members else { return [] }
    return members.flatMap { name, element in
      name == key ? [element.string].compactMap { $0 } : values(of: key, in: element)
    }
  }
}
