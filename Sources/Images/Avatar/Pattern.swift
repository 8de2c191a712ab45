/// A symmetric pattern of five by five places, for who has no initials that we can draw.
struct Pattern {
  static let places = 5

  /// Whether a place is filled: three columns of chance, the outer two again on the other side.
  private let filled: UInt64

  init(seed: UInt64) {
    let bits = seed & 0x7FFF
    // Of a pattern and its negative, the one with more in it shows better.
    filled = bits.nonzeroBitCount > 6 ? bits : ~bits & 0x7FFF
  }

  /// The pattern in the unit square of one place, the centre of the first at 0, 0: dots, and what joins neighbours.
  var strokes: [Stroke] {
    var strokes: [Stroke] = []
    for row in 0..<Self.places {
      for column in 0..<Self.places where isFilled(column, row) {
        let (x, y) = (Double(column), Double(row))
        strokes.append(.dot(x, y))
        let (right, below) = (isFilled(column + 1, row), isFilled(column, row + 1))
        if right { strokes.append(.line(x, y, x + 1, y)) }
        if below { strokes.append(.line(x, y, x, y + 1)) }
        if right, below, isFilled(column + 1, row + 1) { strokes.append(.line(x, y, x + 1, y + 1)) }
      }
    }
    return strokes
  }

  private func isFilled(_ column: Int, _ row: Int) -> Bool {
    guard 0..<Self.places ~= column, 0..<Self.places ~= row else { return false }
    let place = row * 3 + min(column, Self.places - 1 - column)
    return filled >> UInt64(place) & 1 == 1
  }
}
