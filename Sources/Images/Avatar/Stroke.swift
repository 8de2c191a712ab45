import Glibc

/// A line or an arc that a round pen follows: x grows to the right, y downwards, in whatever unit the drawing has.
enum Stroke: Hashable, Sendable {
  case line(Double, Double, Double, Double)
  /// Angles in degrees, clockwise from three o'clock, `from` below `to`; 360 apart is the whole circle.
  case arc(x: Double, y: Double, radius: Double, from: Double, to: Double)

  /// A dot as wide as the pen.
  static func dot(_ x: Double, _ y: Double) -> Stroke { .line(x, y, x, y) }

  /// The same stroke `scale` times as large, its origin moved to `x`, `y`.
  func placed(x: Double, y: Double, scale: Double) -> Stroke {
    switch self {
    case .line(let x1, let y1, let x2, let y2):
      .line(x + x1 * scale, y + y1 * scale, x + x2 * scale, y + y2 * scale)
    case .arc(let centreX, let centreY, let radius, let from, let to):
      .arc(x: x + centreX * scale, y: y + centreY * scale, radius: radius * scale, from: from, to: to)
    }
  }

  /// A rectangle that holds every point of the stroke.
  var bounds: (left: Double, top: Double, right: Double, bottom: Double) {
    switch self {
    case .line(let x1, let y1, let x2, let y2):
      (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    case .arc(let x, let y, let radius, _, _):
      (x - radius, y - radius, x + radius, y + radius)
    }
  }

  /// How far a point is from the stroke, as a function that has the stroke's angles and lengths worked out already.
  var distance: (_ x: Double, _ y: Double) -> Double {
    switch self {
    case .line(let x1, let y1, let x2, let y2):
      let (acrossX, acrossY) = (x2 - x1, y2 - y1)
      let squared = acrossX * acrossX + acrossY * acrossY
      return { x, y in
        let along = squared > 0 ? ((x - x1) * acrossX + (y - y1) * acrossY) / squared : 0
        let nearest = min(max(along, 0), 1)
        return length(x - x1 - nearest * acrossX, y - y1 - nearest * acrossY)
      }
    case .arc(let centreX, let centreY, let radius, let from, let to):
      let (start, end, middle) = (radians(from), radians(to), radians((from + to) / 2))
      let (towardsX, towardsY, opening) = (cos(middle), sin(middle), cos((end - start) / 2))
      let whole = to - from >= 360
      return { x, y in
        let (offX, offY) = (x - centreX, y - centreY)
        let away = length(offX, offY)
        if whole || offX * towardsX + offY * towardsY >= away * opening { return abs(away - radius) }
        return min(
          length(offX - radius * cos(start), offY - radius * sin(start)),
          length(offX - radius * cos(end), offY - radius * sin(end)))
      }
    }
  }
}

private func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

private func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
