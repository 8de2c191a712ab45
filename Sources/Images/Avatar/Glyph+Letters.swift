extension Glyph {
  /// A to Z, drawn with lines and circles only.
  static let letters: [Glyph] = [
    Glyph(0.9, .line(0, 1, 0.45, 0), .line(0.45, 0, 0.9, 1), .line(0.16, 0.65, 0.74, 0.65)),
    Glyph(
      0.62, .line(0, 0, 0, 1), .line(0, 0, 0.34, 0), .line(0, 0.48, 0.36, 0.48), .line(0, 1, 0.36, 1),
      .arc(x: 0.34, y: 0.24, radius: 0.24, from: -90, to: 90), .arc(x: 0.36, y: 0.74, radius: 0.26, from: -90, to: 90)),
    Glyph(0.86, .arc(x: 0.5, y: 0.5, radius: 0.5, from: 45, to: 315)),
    Glyph(
      0.76, .line(0, 0, 0, 1), .line(0, 0, 0.26, 0), .line(0, 1, 0.26, 1),
      .arc(x: 0.26, y: 0.5, radius: 0.5, from: -90, to: 90)),
    Glyph(0.55, .line(0, 0, 0, 1), .line(0, 0, 0.55, 0), .line(0, 0.49, 0.48, 0.49), .line(0, 1, 0.55, 1)),
    Glyph(0.54, .line(0, 0, 0, 1), .line(0, 0, 0.54, 0), .line(0, 0.5, 0.46, 0.5)),
    Glyph(1, .arc(x: 0.5, y: 0.5, radius: 0.5, from: 0, to: 315), .line(0.56, 0.5, 1, 0.5)),
    Glyph(0.7, .line(0, 0, 0, 1), .line(0.7, 0, 0.7, 1), .line(0, 0.49, 0.7, 0.49)),
    Glyph(0, .line(0, 0, 0, 1)),
    Glyph(0.48, .line(0.48, 0, 0.48, 0.74), .arc(x: 0.22, y: 0.74, radius: 0.26, from: 0, to: 150)),
    Glyph(0.64, .line(0, 0, 0, 1), .line(0.6, 0, 0, 0.6), .line(0.22, 0.38, 0.64, 1)),
    Glyph(0.52, .line(0, 0, 0, 1), .line(0, 1, 0.52, 1)),
    Glyph(0.9, .line(0, 1, 0, 0), .line(0, 0, 0.45, 0.66), .line(0.45, 0.66, 0.9, 0), .line(0.9, 0, 0.9, 1)),
    Glyph(0.74, .line(0, 1, 0, 0), .line(0, 0, 0.74, 1), .line(0.74, 1, 0.74, 0)),
    Glyph(1, .arc(x: 0.5, y: 0.5, radius: 0.5, from: 0, to: 360)),
    Glyph(
      0.6, .line(0, 0, 0, 1), .line(0, 0, 0.32, 0), .line(0, 0.56, 0.32, 0.56),
      .arc(x: 0.32, y: 0.28, radius: 0.28, from: -90, to: 90)),
    Glyph(1, .arc(x: 0.5, y: 0.5, radius: 0.5, from: 0, to: 360), .line(0.6, 0.66, 0.96, 1.02)),
    Glyph(
      0.62, .line(0, 0, 0, 1), .line(0, 0, 0.32, 0), .line(0, 0.56, 0.32, 0.56), .line(0.3, 0.56, 0.62, 1),
      .arc(x: 0.32, y: 0.28, radius: 0.28, from: -90, to: 90)),
    Glyph(
      0.58, .arc(x: 0.27, y: 0.25, radius: 0.25, from: 90, to: 325), .line(0.27, 0.5, 0.32, 0.5),
      .arc(x: 0.32, y: 0.75, radius: 0.25, from: -90, to: 145)),
    Glyph(0.72, .line(0, 0, 0.72, 0), .line(0.36, 0, 0.36, 1)),
    Glyph(
      0.7, .line(0, 0, 0, 0.65), .line(0.7, 0, 0.7, 0.65), .arc(x: 0.35, y: 0.65, radius: 0.35, from: 0, to: 180)),
    Glyph(0.84, .line(0, 0, 0.42, 1), .line(0.42, 1, 0.84, 0)),
    Glyph(1.16, .line(0, 0, 0.3, 1), .line(0.3, 1, 0.58, 0.1), .line(0.58, 0.1, 0.86, 1), .line(0.86, 1, 1.16, 0)),
    Glyph(0.74, .line(0, 0, 0.74, 1), .line(0.74, 0, 0, 1)),
    Glyph(0.76, .line(0, 0, 0.38, 0.5), .line(0.76, 0, 0.38, 0.5), .line(0.38, 0.5, 0.38, 1)),
    Glyph(0.66, .line(0, 0, 0.66, 0), .line(0.66, 0, 0, 1), .line(0, 1, 0.66, 1)),
  ]
}
