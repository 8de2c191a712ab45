import Testing

@testable import Images

@Suite("Glyph")
struct GlyphTests {
  @Test("draws A to Z, each its own way")
  func alphabet() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".compactMap(Glyph.capital(of:))
    #expect(letters.count == 26)
    #expect(Set(letters.map(\.strokes)).count == 26)
  }

  @Test("stays between the base line and the capital's height", arguments: Glyph.letters.indices)
  func height(_ index: Int) throws {
    let bounds = Glyph.letters[index].strokes.map(\.bounds)
    let top = try #require(bounds.map(\.top).min())
    let bottom = try #require(bounds.map(\.bottom).max())
    #expect(abs(top) < 0.001)
    #expect(abs(bottom - 1) < 0.03)
  }
}
