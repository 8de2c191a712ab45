import Glibc

extension Layer {
  /// The layer as elements of SVG, on a flag of `width` × `height`.
  func svg(width: Double, height: Double) -> String {
    switch self {
    case .field(let color):
      Self.outline("M0 0H\(number(width))V\(number(height))H0z", color)
    case .horizontal(let colors, let parts):
      Self.bands(colors, parts, over: height) { "M0 \($0)H\(number(width))V\(number(height))H0z" }
    case .vertical(let colors, let parts):
      Self.bands(colors, parts, over: width) { "M\($0) 0H\(number(width))V\(number(height))H\($0)z" }
    case .rectangle(let x, let y, let width, let height, let color):
      Self.outline("M\(number(x)) \(number(y))h\(number(width))v\(number(height))h\(number(-width))z", color)
    case .cross(let x, let y, let thickness, let color):
      Layer.stroke(
        "M0 \(number(y))H\(number(width))M\(number(x)) 0V\(number(height))", width: thickness, color
      ).svg(width: width, height: height)
    case .disc(let x, let y, let radius, let color):
      "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\" fill=\"\(color.hex)\"/>"
    case .star(let x, let y, let radius, let points, let inner, let turn, let color):
      Self.outline(Self.star(x, y, radius, points, inner, turn), color)
    case .polygon(let corners, let color):
      Self.outline(Self.closed(corners), color)
    case .path(let data, let color):
      Self.outline(data, color)
    case .stroke(let data, let thickness, let color):
      "<path d=\"\(data)\" fill=\"none\" stroke=\"\(color.hex)\" stroke-width=\"\(number(thickness))\"/>"
    case .group(let x, let y, let scale, let turn, let layers):
      Self.group(x, y, scale, turn, layers.map { $0.svg(width: width, height: height) }.joined())
    }
  }

  private static func outline(_ data: String, _ color: Color) -> String {
    "<path d=\"\(data)\" fill=\"\(color.hex)\"/>"
  }

  private static func group(_ x: Double, _ y: Double, _ scale: Double, _ turn: Double, _ content: String) -> String {
    var transform = "translate(\(number(x)) \(number(y)))"
    if turn != 0 { transform += " rotate(\(number(turn)))" }
    if scale != 1 { transform += " scale(\(number(scale)))" }
    return "<g transform=\"\(transform)\">\(content)</g>"
  }

  /// Each band reaches to the far edge and the next covers the rest: no seam shows through between two.
  private static func bands(
    _ colors: [Color], _ parts: [Double], over length: Double, data: (_ start: String) -> String
  ) -> String {
    let parts = parts.count == colors.count ? parts : colors.map { _ in 1 }
    let whole = parts.reduce(0, +)
    var start = 0.0
    return zip(colors, parts).reduce(into: "") { svg, band in
      svg += outline(data(number(start)), band.0)
      start += length * band.1 / whole
    }
  }

  private static func star(
    _ x: Double, _ y: Double, _ radius: Double, _ points: Int, _ inner: Double, _ turn: Double
  ) -> String {
    closed(
      (0..<points * 2).flatMap { corner in
        let angle = (turn - 90 + 180 * Double(corner) / Double(points)) * .pi / 180
        let away = corner.isMultiple(of: 2) ? radius : radius * inner
        return [x + away * cos(angle), y + away * sin(angle)]
      })
  }

  private static func closed(_ corners: [Double]) -> String {
    "M" + corners.map(number).joined(separator: " ") + "z"
  }
}

/// A coordinate with three decimals at most, as short as it can be.
private func number(_ value: Double) -> String {
  let thousandths = Int((value * 1_000).rounded())
  let (whole, part) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1_000)
  let sign = thousandths < 0 ? "-" : ""
  guard part > 0 else { return "\(sign)\(whole)" }
  var decimals = "\(1_000 + part)".dropFirst()
  while decimals.last == "0" { decimals.removeLast() }
  return "\(sign)\(whole).\(decimals)"
}
