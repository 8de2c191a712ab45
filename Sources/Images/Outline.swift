/// A filled shape: closed contours of straight edges, in the drawing's own unit; x grows to the right, y downwards.
struct Outline: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (one: Point, other: Point) -> Point { Point(x: one.x + other.x, y: one.y + other.y) }
  }

  struct Bounds: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
  }

  /// The corners of each contour; an edge leads from the last back to the first.
  private(set) var contours: [[Point]] = []

  /// The smallest rectangle with every corner in it; all zero for an empty outline.
  var bounds: Bounds {
    let points = contours.joined()
    guard let first = points.first else { return Bounds(left: 0, top: 0, right: 0, bottom: 0) }
    return points.reduce(into: Bounds(left: first.x, top: first.y, right: first.x, bottom: first.y)) { bounds, point in
      bounds.left = min(bounds.left, point.x)
      bounds.top = min(bounds.top, point.y)
      bounds.right = max(bounds.right, point.x)
      bounds.bottom = max(bounds.bottom, point.y)
    }
  }

  /// The same shape, `scale` times as large and then moved by `x` and `y`.
  func placed(x: Double = 0, y: Double = 0, scale: Double = 1) -> Outline {
    var placed = self
    placed.contours = contours.map { $0.map { Point(x: x + $0.x * scale, y: y + $0.y * scale) } }
    return placed
  }

  mutating func append(_ other: Outline) {
    contours += other.contours
  }
}

// MARK: - Drawing with a pen

extension Outline {
  /// Builds contours from relative steps, as SVG's paths have them (https://www.w3.org/TR/SVG2/paths.html).
  struct Pen {
    private(set) var outline = Outline()
    private var position = Point(x: 0, y: 0)
    private var contour: [Point] = []

    /// Edges per curve: at the sizes in which letters are shown, no corner can be seen.
    private static let edgesPerCurve = 6

    /// `m`: starts a contour.
    mutating func move(_ step: Point) {
      position = position + step
      contour = [position]
    }

    /// `l`: a straight edge.
    mutating func line(_ step: Point) {
      position = position + step
      contour.append(position)
    }

    /// `q`: a quadratic Bézier curve; both points are relative to where it starts.
    mutating func curve(control: Point, end: Point) {
      let start = position
      for edge in 1...Self.edgesPerCurve {
        let along = Double(edge) / Double(Self.edgesPerCurve)
        let (first, second) = (2 * along * (1 - along), along * along)
        contour.append(
          Point(x: start.x + first * control.x + second * end.x, y: start.y + first * control.y + second * end.y))
      }
      position = start + end
    }

    /// `z`: ends the contour where it started.
    mutating func close() {
      outline.contours.append(contour)
      position = contour.first ?? position
      contour = []
    }
  }
}
