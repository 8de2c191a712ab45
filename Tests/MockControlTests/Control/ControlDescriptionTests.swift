import JSON
import MockControl
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("The control plane's OpenAPI document")
struct ControlDescriptionTests {
  private func document() throws -> JSONValue {
    try TestServer.start().visitor().get("/_mock/control.json").json
  }

  @Test("has every route, and nothing else")
  func routes() throws {
    let document = try document()
    let described = (document["paths"]?.members.map(Array.init) ?? []).flatMap { path, operations in
      (operations.members.map(Array.init) ?? []).map { "\($0.key.uppercased()) \(path)" }
    }
    let routes = ControlCall.routes([:]).map { "\($0.method) \($0.path)" }
    #expect(Set(described) == Set(routes) && described.count == routes.count)
  }

  @Test("gives each operation a unique name")
  func names() throws {
    let operations = try document()["paths"]?.members?.flatMap { $0.value.members?.map(\.value) ?? [] } ?? []
    let names = operations.compactMap { $0["operationId"]?.string }
    #expect(names.count == operations.count && Set(names).count == names.count)
    #expect(names.contains("put_databases_name_faults_id"))
  }

  @Test(
    "groups each operation by what its path is about, and says that the path may name nothing where it names something",
    arguments: [
      ("/_mock/health", "get", "server", ["400"]), ("/_mock/databases", "get", "databases", ["400"]),
      ("/_mock/databases/{name}", "get", "databases", ["400", "404"]),
      ("/_mock/databases/{name}/clock/advance", "post", "clock", ["400", "404"]),
      ("/_mock/databases/{name}/faults/{id}", "get", "faults", ["400", "404"]),
    ])
  func groups(_ path: String, _ method: String, _ tag: String, _ refusals: [String]) throws {
    let operation = try #require(try document()["paths"]?[path]?[method])
    #expect(operation["tags"]?.array?.map(\.string) == [tag])
    let statuses = operation["responses"]?.members?.map(\.key) ?? []
    #expect(statuses.filter { ["400", "404"].contains($0) } == refusals)
  }

  @Test("describes bodies by the members that are read")
  func bodies() throws {
    let verify = try document()["paths"]?["/_mock/databases/{name}/journal/verify"]?["post"]
    let schema = verify?["requestBody"]?["content"]?["application/json"]?["schema"]
    #expect(
      schema?["properties"]?.members?.map(\.key) == [
        "path", "method", "params", "headers", "query", "status", "user", "count", "patterns", "in_order",
        "within_seconds",
      ])
    #expect(schema?["properties"]?["count"]?["properties"]?.members?.map(\.key) == ["min", "max"])
    #expect(schema?["additionalProperties"]?.bool == false)
    #expect(verify?["requestBody"]?["required"]?.bool == false)
  }
}
