/// A square of pixels, each with its share of ink, on which round pens draw.
///
/// A pixel's ink comes from its distance to the stroke, so that edges are smooth without drawing larger first.
struct Canvas {
  /// Ink of a pixel that is covered wholly; 0 is none. Few enough levels that pictures stay small.
  static let fullInk: UInt8 = 31

  let side: Int
  private(set) var ink: [UInt8]

  init(side: Int) {
    self.side = side
    ink = Array(repeating: 0, count: side * side)
  }

  /// Draws along `stroke`, in pixels, with a pen `width` pixels wide.
  mutating func draw(_ stroke: Stroke, width: Double) {
    let reach = width / 2 + 0.5
    let bounds = stroke.bounds
    let rows = pixels(from: bounds.top - reach, to: bounds.bottom + reach)
    let columns = pixels(from: bounds.left - reach, to: bounds.right + reach)
    let distance = stroke.distance
    let full = Double(Self.fullInk)
    ink.withUnsafeMutableBufferPointer { ink in
      for row in rows {
        for column in columns {
          let covered = reach - distance(Double(column) + 0.5, Double(row) + 0.5)
          guard covered > 0 else { continue }
          let place = row * side + column
          ink[place] = max(ink[place], UInt8(min(covered, 1) * full + 0.5))
        }
      }
    }
  }

  /// The rows or columns on the canvas that lie between two coordinates.
  private func pixels(from first: Double, to last: Double) -> Range<Int> {
    let limit = Double(side)
    let start = Int(min(max(first.rounded(.down), 0), limit))
    let end = Int(min(max(last.rounded(.up), 0), limit))
    return start..<max(start, end)
  }
}
