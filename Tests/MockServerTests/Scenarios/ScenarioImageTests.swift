import Images
import NebeusAPI
import NebeusSchema
import ServerTestSupport
import Store
import TestSupport
import Testing

@testable import MockServer

@Suite("Pictures of a scenario")
struct ScenarioImageTests {
  private static let scenario = Array(
    #"{"tables": {"res_partner": [{"id": 7, "name": "Ann"}, {"id": 8, "name": "Bob"}]}}"#.utf8)

  private func image(_ side: Int) throws -> [UInt8] { try Avatar(seed: 4_711, initials: "Q").png(side: side) }

  @Test("are shown for their partner, and a generated one for any other")
  func shown() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.scenario, to: "mine.json")
    try folder.write(image(150), to: "mine/partner_7_big.png")
    try folder.write(image(64), to: "mine/partner_7.png")
    let server = try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    #expect(try server.visitor().get("/partner/7/profile_image/big").body == image(150))
    #expect(try server.visitor().get("/partner/7/profile_image").body == image(64))
    let other = try server.visitor().get("/partner/8/profile_image")
    #expect(other.status == 200)
    #expect(try other.body != image(64))
    #expect(try server.visitor().get("/partner/8/profile_image/big").body != image(150))
  }

  @Test("are read anew for the next database")
  func readAnew() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.scenario, to: "mine.json")
    let server = try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    try folder.write(image(150), to: "mine/partner_7_big.png")
    try folder.write(image(64), to: "mine/partner_7.png")
    #expect(try server.visitor().get("/partner/7/profile_image").body != image(64))
    #expect(try server.visitor().get("/partner/7/profile_image?db=next").body == image(64))
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let name: String
    /// Sides of the images by file; 0 for a file that is no image.
    let files: [String: Int]
    let complaints: [String]
    var testDescription: String { name }
  }

  @Test(
    "are refused with their file where they aren't what they should be",
    arguments: [
      Fault(
        name: "a wrong size", files: ["partner_7_big.png": 64, "partner_7.png": 64],
        complaints: ["partner_7_big.png: expected 150×150 pixels, found 64×64"]),
      Fault(
        name: "no PNG", files: ["partner_7_big.png": 150, "partner_7.png": 0],
        complaints: ["partner_7.png: not a PNG file"]),
      Fault(
        name: "one of the two alone", files: ["partner_7.png": 64],
        complaints: ["partner_7.png: the picture of 150×150 pixels is missing: all sizes are required"]),
      Fault(
        name: "of nobody", files: ["partner_9_big.png": 150, "partner_9.png": 64],
        complaints: [
          "partner_9.png: no row of res_partner has id 9", "partner_9_big.png: no row of res_partner has id 9",
        ]),
      Fault(
        name: "a wrong name", files: ["partner_07.png": 64],
        complaints: [
          "partner_07.png: a partner's pictures are named partner_ID_big.png (150×150) and partner_ID.png (64×64)"
        ]),
    ])
  func faulty(_ fault: Fault) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.scenario, to: "mine.json")
    for (name, side) in fault.files { try folder.write(side == 0 ? [1, 2, 3] : image(side), to: "mine/\(name)") }
    let wanted = fault.complaints.map { "\(folder.path)/mine/\($0)" }
    #expect(complaints("\(folder.path)/mine.json") == wanted)
    let error = #expect(throws: ScenarioError.self) {
      try TestServer.start(scenario: "mine", library: SeedLibrary(directory: folder.path))
    }
    #expect(error?.problems.map(\.description) == wanted)
  }

  private func complaints(_ file: String) -> [String] {
    let error = #expect(throws: ScenarioError.self) {
      try Scenario.check(
        name: "mine", file: file, text: Self.scenario, images: try ImageFolder.images(beside: file),
        schema: .nebeus, hash: Password.hash)
    }
    return error?.problems.map(\.description) ?? []
  }
}
