/// A colour of the screen: sRGB, 8 bits a channel, written as a literal `0xRRGGBB`.
struct Color: Hashable, Sendable, ExpressibleByIntegerLiteral {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(integerLiteral rgb: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
      blue: UInt8(truncatingIfNeeded: rgb))
  }

  static let white: Color = 0xFFFFFF
  static let black: Color = 0x000000

  /// As SVG and CSS write it: `#c8102e`.
  var hex: String {
    let digits = String(Int(red) << 16 | Int(green) << 8 | Int(blue), radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The colour that is `share` (0 to 1) of the way to `other`.
  func mixed(with other: Color, _ share: Double) -> Color {
    func blend(_ from: UInt8, _ to: UInt8) -> UInt8 {
      let value = Double(from) + (Double(to) - Double(from)) * share
      return UInt8(min(max(value.rounded(), 0), 255))
    }
    return Color(
      red: blend(red, other.red), green: blend(green, other.green), blue: blend(blue, other.blue))
  }
}
