import Seeds
import Testing

@testable import Images

@Suite("Flag")
struct FlagTests {
  @Test("is a well-formed SVG document that refers to nothing else", arguments: Flag.codes + [Flag.blank])
  func document(_ code: String) throws {
    let svg = try drawing(code)
    #expect(XMLCheck.accepts(svg))
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "))
    for word in ["href", "url(", "<script", "<style", "<image", " on"] { #expect(!svg.contains(word)) }
  }

  @Test(
    "has the official proportions",
    arguments: [
      ("AU", 2, 1), ("BE", 15, 13), ("BR", 10, 7), ("CH", 1, 1), ("DE", 5, 3), ("DK", 37, 28), ("EE", 11, 7),
      ("ES", 3, 2), ("FI", 18, 11), ("IL", 11, 8), ("MX", 7, 4), ("NO", 11, 8), ("PL", 8, 5), ("SE", 8, 5),
      ("US", 19, 10),
    ])
  func proportions(_ code: String, _ width: Int, _ height: Int) throws {
    let box = try #require(drawing(code).firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/))
    let (drawnWidth, drawnHeight) = try (#require(Int(box.1)), #require(Int(box.2)))
    #expect(drawnWidth * height == drawnHeight * width)
  }

  @Test("is one of forty, each with its own code and drawing")
  func different() throws {
    let drawings = try Flag.codes.map { try drawing($0) }
    #expect(Flag.codes.count == 40)
    #expect(Flag.codes == Set(Flag.codes).sorted())
    #expect(Set(drawings).count == 40)
    #expect(try !drawings.contains(drawing(Flag.blank)))
  }

  @Test("is found by its code in either case", arguments: ["ES", "es", "Es", "eS"])
  func eitherCase(_ code: String) throws {
    #expect(try drawing(code) == drawing("es"))
  }

  @Test("is found by no other code", arguments: ["", "XX", "E", "ESP", "blank", " ES", "ES.svg", "ﬆ"])
  func unknown(_ code: String) {
    #expect(Flag.svg(code: code) == nil)
  }

  private func drawing(_ code: String) throws -> String {
    String(decoding: try #require(Flag.svg(code: code)), as: UTF8.self)
  }
}
