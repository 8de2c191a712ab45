import Glibc

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

extension Color {
  /// A colour by its hue, as parts of a full turn, its lightness (0 to 1) and chroma (0 is grey, 0.3 glaring).
  ///
  /// These are OKLCH's: a lightness on which white ink reads well with one hue does with all, as HSL's doesn't.
  /// https://www.w3.org/TR/css-color-4/#ok-lab
  init(hue turn: Double, lightness: Double, chroma: Double) {
    let a = chroma * cos(2 * Double.pi * turn)
    let b = chroma * sin(2 * Double.pi * turn)
    let long = Self.cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let medium = Self.cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = Self.cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    self.init(
      red: Self.channel(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
      green: Self.channel(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
      blue: Self.channel(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short))
  }

  private static func cube(_ value: Double) -> Double { value * value * value }

  /// Linear light as an sRGB channel; what the screen can't show becomes the nearest it can.
  private static func channel(_ light: Double) -> UInt8 {
    let light = min(max(light, 0), 1)
    let encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    return UInt8(min(max((encoded * 255).rounded(), 0), 255))
  }
}
