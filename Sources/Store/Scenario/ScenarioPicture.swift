/// One of the files beside a scenario that a partner's picture comes from.
package struct ScenarioPicture: Sendable, Hashable {
  /// The column of `res_partner_image` that it fills.
  package enum Size: String, Sendable, CaseIterable {
    case big, small

    /// Width and height in pixels. Source: the reference, "Get partner profile image".
    package var side: Int {
      switch self {
      case .big: 150
      case .small: 64
      }
    }
  }

  /// How complaints name the file.
  let file: String
  let partner: Int
  let size: Size
  let bytes: [UInt8]

  /// - Parameter name: the file's own, `partner_169_big.png` or `partner_169.png`; any other is no picture's.
  package init?(file: String, name: String, bytes: [UInt8]) {
    guard let (partner, size) = Self.read(name) else { return nil }
    self.file = file
    self.partner = partner
    self.size = size
    self.bytes = bytes
  }

  /// Whose picture a file of that name is, and which of the two.
  private static func read(_ name: String) -> (partner: Int, size: Size)? {
    let prefix = "partner_"
    let size: Size = name.hasSuffix("_big.png") ? .big : .small
    let suffix = size == .big ? "_big.png" : ".png"
    guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.count > prefix.count + suffix.count else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    // As a number is written: no sign, no zeros before it, so that no two names mean one picture.
    guard let partner = Int(digits), partner > 0, "\(partner)" == digits else { return nil }
    return (partner, size)
  }
}
