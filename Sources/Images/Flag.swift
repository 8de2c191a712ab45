import Seeds

/// The flags of countries, in the folder `Seeds/flags`: official proportions and colours, arms simplified.
package enum Flag {
  /// The code of the flag that stands for countries without one.
  package static let blank = "_blank"

  /// The codes for which there is a flag: ISO 3166-1, two capitals, in alphabetical order.
  package static let codes = SeedFile.flags.map { $0.name.uppercased() }.filter { $0 != blank.uppercased() }

  /// A flag as an SVG document, by its code in either letter case, or nil where there is none.
  package static func svg(code: String) -> [UInt8]? {
    let name = code.lowercased()
    return SeedFile.flags.first { $0.name == name }?.text
  }
}
