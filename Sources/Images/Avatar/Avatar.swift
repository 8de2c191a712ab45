/// The picture of a partner who brought none: white initials, or a pattern, on a colour of their own.
///
/// The same partner always has the same picture; the colour tells partners with the same initials apart.
package struct Avatar: Sendable {
  private let seed: UInt64
  private let glyphs: [Glyph]

  /// `seed` is the partner's id; of `initials`, the first two letters are drawn. A letter that isn't Latin makes it a
  /// pattern, as having none does.
  package init(seed: Int, initials: String) {
    self.seed = Self.scrambled(UInt64(bitPattern: Int64(seed)))
    let letters = initials.prefix(2)
    let glyphs = letters.compactMap(Glyph.capital(of:))
    self.glyphs = glyphs.count == letters.count ? glyphs : []
  }

  /// The picture as a PNG file of `side` × `side` pixels.
  package func png(side: Int) throws(PNGError) -> [UInt8] {
    guard 1...PNG.largestSide ~= side else { throw .size(width: side, height: side) }
    var canvas = Canvas(side: side)
    if glyphs.isEmpty { drawPattern(on: &canvas) } else { drawInitials(on: &canvas) }
    let ground = ground
    let palette = (0...Canvas.fullInk).map { ground.mixed(with: .white, Double($0) / Double(Canvas.fullInk)) }
    return try PNG.encode(width: side, height: side, palette: palette, pixels: canvas.ink)
  }

  /// Any hue, but never so light that white initials would be hard to read, nor so strong that they'd glare.
  private var ground: Color {
    let hue = Double(seed >> 40) / Double(1 << 24)
    let lightness = 0.51 + 0.07 * Double(seed >> 28 & 0xFFF) / 4_096
    let chroma = 0.08 + 0.05 * Double(seed >> 16 & 0xFFF) / 4_096
    return Color(hue: hue, lightness: lightness, chroma: chroma)
  }

  private func drawInitials(on canvas: inout Canvas) {
    let side = Double(canvas.side)
    let gap = 0.3
    let width = glyphs.reduce(0) { $0 + $1.width } + gap * Double(glyphs.count - 1)
    // As tall as looks well alone, but never so wide that a circle cut out of the square would cut the letters.
    let height = min(side * (glyphs.count == 1 ? 0.42 : 0.34), side * 0.6 / max(width, 0.1))
    var x = (side - width * height) / 2
    for glyph in glyphs {
      for stroke in glyph.strokes {
        canvas.draw(stroke.placed(x: x, y: (side - height) / 2, scale: height), width: height * 0.155)
      }
      x += (glyph.width + gap) * height
    }
  }

  private func drawPattern(on canvas: inout Canvas) {
    let side = Double(canvas.side)
    let place = side * 0.125
    let start = (side - place * Double(Pattern.places - 1)) / 2
    for stroke in Pattern(seed: seed).strokes {
      canvas.draw(stroke.placed(x: start, y: start, scale: place), width: place * 0.88)
    }
  }

  /// Neighbouring ids far apart: the finalizer of SplitMix64, https://doi.org/10.1145/2714064.2660195
  private static func scrambled(_ number: UInt64) -> UInt64 {
    var mixed = number &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
