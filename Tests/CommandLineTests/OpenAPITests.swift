import JSON
import TestSupport
import Testing

@Suite("nebeus-mock openapi")
struct OpenAPITests {
  /// The document that the program prints, and nothing beside it.
  private func document(_ options: [String] = [], environment: [String: String] = [:]) throws -> JSONValue {
    let outcome = try Program.run(["openapi"] + options, environment: environment)
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    #expect(outcome.output.hasSuffix("}\n") && outcome.output.filter { $0 == "\n" }.count == 1)
    return try Document(parsing: Array(outcome.output.utf8)).root
  }

  /// What a successful card to card search is described as answering: in the documented dialect an array of an
  /// envelope.
  private func answer(_ document: JSONValue) -> String? {
    let response = document["paths"]?["/card2card/search/1.0/json"]?["post"]?["responses"]?["200"]
    return response?["content"]?["application/json"]?["schema"]?["anyOf"]?[0]?["type"]?.string
  }

  /// Whether other arguments than the documented ones are refused.
  private func isStrict(_ document: JSONValue) -> Bool {
    document["components"]?["schemas"]?["signin_params"]?["additionalProperties"]?.bool == false
  }

  @Test("prints one JSON text with every path of the reference")
  func paths() throws {
    let document = try document()
    #expect(document["openapi"]?.string == "3.1.0")
    // 33 endpoints; the profile image has a path a size.
    #expect(document["paths"]?.count == 34)
    #expect(document["paths"]?["/signin/1.0/json"]?["post"] != nil)
    #expect(document["paths"]?["/partner/{partner_id}/profile_image"]?["get"] != nil)
    #expect(answer(document) == "array" && !isStrict(document))
  }

  @Test("describes the dialect that an option or its variable names")
  func dialect() throws {
    #expect(answer(try document(["--dialect", "jsonrpc"])) == nil)
    #expect(answer(try document(environment: ["NEBEUS_MOCK_DIALECT": "jsonrpc"])) == nil)
    let both = try document(["--dialect", "documented"], environment: ["NEBEUS_MOCK_DIALECT": "jsonrpc"])
    #expect(answer(both) == "array")
  }

  @Test("describes a strict server by an option or its variable")
  func strict() throws {
    #expect(isStrict(try document(["--strict"])))
    #expect(isStrict(try document(environment: ["NEBEUS_MOCK_STRICT": "1"])))
  }

  @Test("describes the control plane, whatever the dialect, where it is asked for")
  func control() throws {
    let document = try document(["--control"])
    #expect(document["info"]?["title"]?.string == "Nebeus mock: control plane")
    #expect(document["paths"]?["/_mock/databases/{name}/faults/{id}"]?["put"] != nil)
    #expect(document["paths"]?.members?.allSatisfy { $0.key.hasPrefix("/_mock") } == true)
    #expect(try self.document(["--control", "--dialect", "jsonrpc"]).rawText == document.rawText)
  }

  @Test("ends with 69 and one line where it can't be written")
  func mute() throws {
    #expect(
      try Program.run(["openapi"], bad: [1: .unwritable])
        == Program.Outcome(code: 69, output: "", error: "standard output: Bad file descriptor\n"))
  }

  @Test(
    "refuses unknown options",
    arguments: [
      (["--dialect", "xml"], #"invalid value "xml" for --dialect: use one of documented, jsonrpc"#),
      (["--port", "0"], "unknown option --port"), (["here"], #"unexpected argument "here""#),
    ])
  func refused(_ options: [String], _ message: String) throws {
    let outcome = try Program.run(["openapi"] + options)
    #expect(outcome.code == 64 && outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1 && outcome.error.hasPrefix(message))
  }
}
