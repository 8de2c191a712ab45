/// Why a picture can't be written as PNG.
package enum PNGError: Error, Equatable, CustomStringConvertible {
  /// The format counts width and height from 1; ours stay below 4096, as a profile picture is no poster.
  case size(width: Int, height: Int)
  /// A palette has 1 to 256 colours, and every pixel names one of them.
  case palette(colors: Int, highestPixel: Int)
  case pixels(expected: Int, found: Int)
  /// What zlib answered, which can only be want of memory: https://zlib.net/manual.html
  case compression(code: Int)

  package var description: String {
    switch self {
    case .size(let width, let height):
      "A picture of \(width)×\(height) pixels: both must be 1 to \(PNG.largestSide)"
    case .palette(let colors, let highestPixel):
      "A palette of \(colors) colours for pixels up to \(highestPixel): 1 to 256, and more than the highest pixel"
    case .pixels(let expected, let found):
      "\(found) pixels where width × height is \(expected)"
    case .compression(let code):
      "zlib could not compress the picture (code \(code))"
    }
  }
}
