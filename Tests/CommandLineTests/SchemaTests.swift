import JSON
import TestSupport
import Testing

@Suite("nebeus-mock schema")
struct SchemaTests {
  @Test("describes the tables: names, types, references, choices, what is required")
  func tables() throws {
    let outcome = try Program.run(["schema"])
    #expect(outcome.code == 0 && outcome.error.isEmpty)
    let schema = try Document(parsing: Array(outcome.output.utf8)).root
    let tables = try #require(schema["properties"]?["tables"]?["properties"])
    let partner = try #require(tables["res_partner"]?["items"])
    #expect(partner["required"]?.array?.compactMap(\.string) == ["name"])
    #expect(partner["additionalProperties"]?.bool == false)
    #expect(partner["properties"]?["country_id"]?["description"]?.string == "The id of a row of res_country.")
    #expect(partner["properties"]?["country_id"]?["maximum"]?.integer == 999_999_999_999_999)
    #expect(
      partner["properties"]?["address_status"]?["enum"]?.array?.compactMap(\.string)
        == ["not_verified", "pending", "verified", "rejected"])
    #expect(tables["res_users"]?["items"]?["properties"]?["password"]?["type"]?.string == "string")
    #expect(tables["account_account"]?["items"]?["properties"]?["balance"] == nil)
    #expect(tables["account_turnover"] == nil && tables["mock_state"] == nil)
  }

  @Test("may be named by a scenario, for editors")
  func named() throws {
    let folder = try TemporaryFolder(["a.json": #"{"$schema":"scenario.schema.json","tables":{}}"#])
    #expect(try Program.run(["check", "\(folder.path)/a.json"]).code == 0)
  }
}
