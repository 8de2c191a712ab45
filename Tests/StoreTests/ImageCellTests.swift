import Basics
import Images
import Testing

@testable import Store

@Suite("Pictures in fixtures")
struct ImageCellTests {
  private static let partner = #""res_partner": [{"id": 7, "name": "Ann"}]"#

  private func base64(_ side: Int) throws -> String {
    Base64.encode(try Avatar(seed: 1, initials: "A").png(side: side))
  }

  @Test("are PNG files in base64")
  func loads() throws {
    let rows = #""res_partner_image": [{"partner_id": 7, "big": "\#(try base64(150))", "small": "\#(try base64(64))"}]"#
    let database = try ScenarioFixture.state("{\(Self.partner), \(rows)}")
    let found = try database.withState { state in
      try state.connection.first("SELECT big FROM res_partner_image") { try $0[0] as [UInt8] }
    }
    #expect(try found == Avatar(seed: 1, initials: "A").png(side: 150))
  }

  @Test("are refused where they are something else")
  func refuses() throws {
    let rows = #""res_partner_image": [{"partner_id": 7, "big": "\#(try base64(64))", "small": "x!"}]"#
    #expect(
      try ScenarioFixture.problems("{\(Self.partner), \(rows)}") == [
        "test.json, res_partner_image, row 1, big: expected 150×150 pixels, found 64×64",
        #"test.json, res_partner_image, row 1, small: expected Base64, found "x!""#,
      ])
  }
}
