/// A square of pixels, each with its share of ink.
struct Canvas {
  /// The ink of a pixel that is covered completely; 0 is none. Few levels keep the files small.
  static let fullInk: UInt8 = 31

  let side: Int
  private(set) var ink: [UInt8]

  init(side: Int) {
    self.side = side
    ink = Array(repeating: 0, count: side * side)
  }

  /// Fills a shape, in pixels; the share of a pixel that it covers is exact, so its edges are smooth.
  ///
  /// Each edge adds, to the pixels that it passes, the signed area between it and the canvas's right side; the sums
  /// from left to right are then the covered areas. Contours that overlap have to run in the same direction, holes in
  /// the other. Source: https://nothings.org/gamedev/rasterize/
  mutating func fill(_ outline: Outline) {
    // Two columns more than pixels: what an edge at the right side adds beyond it.
    let stride = side + 2
    var areas = [Double](repeating: 0, count: stride * side)
    for contour in outline.contours {
      var start = contour.last
      for end in contour {
        if let start { add(from: start, to: end, to: &areas, stride: stride) }
        start = end
      }
    }
    for row in 0..<side {
      var covered = 0.0
      for column in 0..<side {
        covered += areas[row * stride + column]
        let level = UInt8(min(abs(covered), 1) * Double(Self.fullInk) + 0.5)
        ink[row * side + column] = max(ink[row * side + column], level)
      }
    }
  }

  private func add(
    from start: Outline.Point, to end: Outline.Point, to areas: inout [Double], stride: Int
  ) {
    guard start.y != end.y else { return }
    let direction = start.y < end.y ? 1.0 : -1.0
    let (top, bottom) = start.y < end.y ? (start, end) : (end, start)
    let slope = (bottom.x - top.x) / (bottom.y - top.y)
    let limit = Double(side)
    let first = Int(min(max(top.y, 0), limit))
    let last = Int(min(max(bottom.y, 0), limit).rounded(.up))
    for row in first..<max(first, last) {
      let upper = max(top.y, Double(row))
      let lower = min(bottom.y, Double(row + 1))
      guard upper < lower else { continue }
      let one = min(max(top.x + (upper - top.y) * slope, 0), limit)
      let other = min(max(top.x + (lower - top.y) * slope, 0), limit)
      let height = direction * (lower - upper)
      Self.spread(height, from: min(one, other), to: max(one, other)) { column, area in
        areas[row * stride + column] += area
      }
    }
  }

  /// Shares out the `height` of a piece of an edge within one row, from `left` to `right`: each column gets what the
  /// covered area grows by in it.
  private static func spread(
    _ height: Double, from left: Double, to right: Double, add: (_ column: Int, _ area: Double) -> Void
  ) {
    var column = Int(left)
    let end = Int(right)
    if column == end {
      let inside = (left + right) / 2 - Double(column)
      add(column, height * (1 - inside))
      add(column + 1, height * inside)
      return
    }
    // The covered area of the columns up to here, as the integral of the edge's part to the left of each point.
    let perColumn = height / (right - left)
    var before = 0.0
    while column <= end {
      let from = max(left, Double(column)) - left
      let to = min(right, Double(column + 1)) - left
      let rest = Double(column + 1) - left - to
      let area = perColumn * (to * to - from * from) / 2 + height * max(rest, 0)
      add(column, area - before)
      before = area
      column += 1
    }
    add(column, height - before)
  }
}
