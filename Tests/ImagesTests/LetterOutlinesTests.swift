import Testing

@testable import Images

@Suite("LetterOutlines")
struct LetterOutlinesTests {
  private static let embedded = LetterOutlines.embedded

  @Test("of the embedded file can all be read")
  func readable() throws {
    #expect(Self.embedded.names.count > 600)
    for name in Self.embedded.names {
      let letter = try #require(Self.embedded.letter(named: name), "\(name)")
      #expect(!letter.outline.contours.isEmpty, "\(name)")
      #expect(letter.outline.contours.allSatisfy { $0.count > 2 }, "\(name)")
    }
  }

  @Test(
    "have every capital of an alphabet, each its own",
    arguments: [
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ", "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊ",
      "ŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚƠƯ", "ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ",
      "ΓΔΘΛΞΠΣΦΨΩΆΈΉΊΌΎΏΪΫ", "БГДЖЗИЙЛПУФЦЧШЩЪЫЬЭЮЯЁЂЃЄЇЉЊЋЌЎЏҐӘӨҮ",
    ])
  func alphabet(_ capitals: String) throws {
    let letters = try capitals.map { try #require(Self.embedded.capital(of: $0), "\($0)") }
    #expect(Set(letters.map(\.outline)).count == capitals.count)
    for (capital, letter) in zip(capitals, letters) {
      #expect(Self.embedded.capital(of: Character(capital.lowercased())) == letter, "\(capital)")
    }
  }

  @Test("start at the base line and have the height of a capital", arguments: ["A", "E", "H", "Z", "Ж", "Ш", "Γ", "Ξ"])
  func height(_ letter: Character) throws {
    let letter = try #require(Self.embedded.capital(of: letter))
    #expect(abs(letter.outline.bounds.top) <= 1)
    #expect(abs(letter.outline.bounds.bottom - LetterOutlines.unitsPerCapital) <= 1)
    #expect(letter.outline.bounds.left > -50)
    #expect(letter.outline.bounds.right < letter.advance + 50)
  }

  @Test(
    "are those of the letter without marks where no drawing has them",
    arguments: [("x\u{302}", "X"), ("ж\u{304}", "Ж")])
  func unknownMark(_ letter: Character, _ plain: Character) throws {
    let plain = try #require(Self.embedded.capital(of: plain))
    #expect(Self.embedded.capital(of: letter) == plain)
  }

  @Test("don't exist in other scripts", arguments: ["田", "प", "א", "ك", "1", "@", "🙂", " ", "\u{301}"])
  func other(_ letter: Character) {
    #expect(Self.embedded.capital(of: letter) == nil)
  }

  @Test("are lines, curves and other lines' parts")
  func parts() throws {
    let outlines = LetterOutlines(
      Array("# A comment\nA 9 m1 2l3 0q2 0 2 2z\nB 7 @A 10 -1 @dot 0 0\ndot 0 m0 0l1 0l0 1z\n".utf8))
    let letter = try #require(outlines.letter(named: "A"))
    #expect(letter.advance == 9)
    #expect(letter.outline.contours.count == 1)
    #expect(letter.outline.contours[0].prefix(2) == [.init(x: 1, y: 2), .init(x: 4, y: 2)])
    #expect(letter.outline.contours[0].last == .init(x: 6, y: 4))
    #expect(letter.outline.bounds == .init(left: 1, top: 2, right: 6, bottom: 4))
    let composed = try #require(outlines.letter(named: "B"))
    #expect(composed.outline.bounds == .init(left: 0, top: 0, right: 16, bottom: 3))
    #expect(outlines.names.sorted() == ["A", "B", "dot"])
  }

  @Test(
    "are nil where a line isn't as the file says",
    arguments: [
      "A", "A x m0 0z", "A 1 m0z", "A 1 m0 0l1z", "A 1 h5z", "A 1 @B 0 0", "A 1 @B 0", "A 1 m0 0c1 2 3 4 5 6z",
    ])
  func malformed(_ line: String) {
    #expect(LetterOutlines(Array(line.utf8)).letter(named: "A") == nil)
  }
}
