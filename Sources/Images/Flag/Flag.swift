/// A country's flag in its official proportions and colours; arms and emblems are simplified to what shows when small.
///
/// Drawn from the descriptions in the tables beside this file, once, when the first is asked for.
package struct Flag: Sendable {
  /// ISO 3166-1, two capitals.
  package let code: String
  /// The proportions, in units of the flag's own construction.
  package let width: Int
  package let height: Int
  /// A whole SVG document.
  package let svg: String

  init(_ code: String, _ width: Int, _ height: Int, _ layers: Layer...) {
    self.code = code
    self.width = width
    self.height = height
    let content = layers.map { $0.svg(width: Double(width), height: Double(height)) }.joined()
    svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\">\(content)</svg>\n"
  }

  /// The flag of a country by its code in either case, or nil where none is drawn. `_blank` is the one that stands for
  /// the others.
  package init?(code: String) {
    guard let flag = Self.byCode[code.uppercased()] else { return nil }
    self = flag
  }

  /// The codes of the countries that have a flag, in order.
  package static let codes: [String] = countries.map(\.code).sorted()

  private static let countries = bands + crosses + starred + emblems

  private static let byCode: [String: Flag] = (countries + [blank]).reduce(into: [:]) { flags, flag in
    flags[flag.code.uppercased()] = flag
  }

  /// A pale cloth with a globe on it: no country's.
  private static let blank = Flag(
    "_blank", 3, 2, .field(0xE8ECEF),
    .group(
      x: 1.5, y: 1, scale: 0.1,
      [
        .disc(x: 0, y: 0, radius: 5.4, 0xB4BEC6), .disc(x: 0, y: 0, radius: 4.9, 0xE8ECEF),
        .stroke("M-5 0H5M0-5V5M-4.4-2.5H4.4M-4.4 2.5H4.4", width: 0.45, 0xB4BEC6),
        .stroke("M0-5A5.6 5.6 0 0 0 0 5A5.6 5.6 0 0 0 0-5z", width: 0.45, 0xB4BEC6),
      ]))
}
