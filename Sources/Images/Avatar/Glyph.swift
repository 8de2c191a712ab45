/// A capital letter as strokes: its height is 1, from 0 at the top to 1 at the base line.
struct Glyph: Sendable {
  let width: Double
  let strokes: [Stroke]

  init(_ width: Double, _ strokes: Stroke...) {
    self.width = width
    self.strokes = strokes
  }

  /// The capital of a Latin letter, its accent left out; nil for what isn't one.
  static func capital(of letter: Character) -> Glyph? {
    let capital = letter.uppercased().first ?? letter
    guard let plain = plain[capital] ?? capital.asciiValue, plain >= UInt8(ascii: "A") else { return nil }
    let place = Int(plain - UInt8(ascii: "A"))
    return place < letters.count ? letters[place] : nil
  }

  /// What stands for a letter with an accent where only A to Z are drawn.
  private static let plain: [Character: UInt8] = {
    let accented: KeyValuePairs<Unicode.Scalar, String> = [
      "A": "ÀÁÂÃÄÅĀĂĄÆ", "C": "ÇĆĈĊČ", "D": "ÐĎĐ", "E": "ÈÉÊËĒĔĖĘĚ", "G": "ĜĞĠĢ", "H": "ĤĦ", "I": "ÌÍÎÏĨĪĬĮİ", "J": "Ĵ",
      "K": "Ķ", "L": "ĹĻĽŁ", "N": "ÑŃŅŇ", "O": "ÒÓÔÕÖØŌŎŐŒ", "R": "ŔŖŘ", "S": "ŚŜŞŠȘ", "T": "ŢŤŦȚ", "U": "ÙÚÛÜŨŪŬŮŰŲ",
      "W": "Ŵ", "Y": "ÝŶŸ", "Z": "ŹŻŽ",
    ]
    var plain: [Character: UInt8] = [:]
    for (letter, forms) in accented {
      for form in forms { plain[form] = UInt8(ascii: letter) }
    }
    return plain
  }()
}
