import Images

/// What the file of a partner's picture may be: PNG, square, of one of the sizes that are shown.
enum PictureFile {
  static let largest = 1 << 20

  /// What is wrong with the file, or nil.
  static func complaint(about bytes: [UInt8], side: Int) -> String? {
    guard bytes.count <= largest else { return "it has \(bytes.count) bytes: a picture has at most \(largest)" }
    guard let size = PNG.size(of: bytes) else { return "it is no PNG picture" }
    guard size == (side, side) else { return "it has \(size.width)×\(size.height) pixels, not \(side)×\(side)" }
    return nil
  }
}
