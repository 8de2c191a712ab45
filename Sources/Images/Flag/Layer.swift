/// One thing painted on a flag, over what is there already, in the units in which the flag's size is given.
///
/// Angles are degrees, clockwise; y grows downwards, as in SVG.
indirect enum Layer: Sendable {
  /// The whole of it in one colour.
  case field(Color)
  /// Bands from top to bottom; equal ones unless their `parts` are given.
  case horizontal([Color], parts: [Double] = [])
  /// Bands from the hoist, at the left, to the fly.
  case vertical([Color], parts: [Double] = [])
  case rectangle(x: Double, y: Double, width: Double, height: Double, Color)
  /// A cross to all four edges, its middle at `x`, `y`.
  case cross(x: Double, y: Double, thickness: Double, Color)
  case disc(x: Double, y: Double, radius: Double, Color)
  /// A star with a point upwards; `inner` is the radius of its inner corners as a share of the outer ones'.
  case star(x: Double, y: Double, radius: Double, points: Int = 5, inner: Double = 0.382, turn: Double = 0, Color)
  /// Corners as x, y, x, y, …
  case polygon([Double], Color)
  /// An outline in the language of SVG's `d`, filled: https://www.w3.org/TR/SVG2/paths.html
  case path(String, Color)
  /// The same, drawn with a pen.
  case stroke(String, width: Double, Color)
  /// Layers with an origin of their own at `x`, `y`, larger and turned.
  case group(x: Double, y: Double, scale: Double = 1, turn: Double = 0, [Layer])
}
