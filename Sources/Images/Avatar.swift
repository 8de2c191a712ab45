/// The image of a partner who has none: white initials on the partner's own colour.
///
/// The same partner always gets the same image; the colour distinguishes partners with the same initials.
package struct Avatar: Sendable {
  private let seed: UInt64
  private let letters: [LetterOutlines.Letter]

  /// `seed` is the partner's id; of `initials`, the first two letters are drawn. Where one of them is in a script
  /// that can't be drawn, or there are none, the image shows a person's head and shoulders instead.
  package init(seed: Int, initials: String) {
    self.seed = Self.scrambled(UInt64(bitPattern: Int64(seed)))
    let initials = initials.prefix(2)
    let letters = initials.compactMap(LetterOutlines.embedded.capital(of:))
    self.letters = letters.count == initials.count ? letters : []
  }

  /// The image as a PNG file of `side` × `side` pixels.
  package func png(side: Int) throws(PNGError) -> [UInt8] {
    guard 1...PNG.largestSide ~= side else { throw .size(width: side, height: side) }
    var canvas = Canvas(side: side)
    canvas.fill(letters.isEmpty ? person(side: Double(side)) : initials(side: Double(side)))
    let ground = ground
    // A person is a larger shape than letters are, and paler for that.
    let ink = ground.mixed(with: .white, letters.isEmpty ? 0.8 : 1)
    let palette = (0...Canvas.fullInk).map { ground.mixed(with: ink, Double($0) / Double(Canvas.fullInk)) }
    return try PNG.encode(width: side, height: side, palette: palette, pixels: canvas.ink)
  }

  /// Any hue, but dark enough for white initials to be read, and never glaring.
  private var ground: Color {
    let hue = Double(seed >> 40) / Double(1 << 24)
    let lightness = 0.51 + 0.07 * Double(seed >> 28 & 0xFFF) / 4_096
    let chroma = 0.08 + 0.05 * Double(seed >> 16 & 0xFFF) / 4_096
    return Color(hue: hue, lightness: lightness, chroma: chroma)
  }

  /// The initials side by side, centred in a square of `side`.
  private func initials(side: Double) -> Outline {
    var word = Outline()
    var advance = 0.0
    for letter in letters {
      word.append(letter.outline.placed(x: advance))
      advance += letter.advance
    }
    let bounds = word.bounds
    let (width, height) = (bounds.right - bounds.left, bounds.bottom - bounds.top)
    // The letters' height, unless a wide pair or a letter's accents would leave a circle cut out of the square.
    let unit = LetterOutlines.unitsPerCapital
    let scale = min(side * (letters.count == 1 ? 0.44 : 0.38) / unit, side * 0.62 / width, side * 0.62 / height)
    return word.placed(
      x: side / 2 - (bounds.left + width / 2) * scale, y: side / 2 - (bounds.top + height / 2) * scale, scale: scale)
  }

  private func person(side: Double) -> Outline {
    LetterOutlines.embedded.person.placed(scale: side / LetterOutlines.unitsPerCapital)
  }

  /// Spreads neighbouring ids: the finalizer of SplitMix64, https://doi.org/10.1145/2714064.2660195
  private static func scrambled(_ number: UInt64) -> UInt64 {
    var mixed = number &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
