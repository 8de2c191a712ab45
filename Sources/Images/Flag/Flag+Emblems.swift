extension Flag {
  /// Flags with an emblem or arms, which `Emblem` draws around its own middle.
  static let emblems = [
    Flag(
      "BR", 20, 14, .field(0x009739), .polygon([10, 1.7, 18.3, 7, 10, 12.3, 1.7, 7], 0xFEDD00),
      .group(x: 10, y: 7, Emblem.nightSky)),
    Flag(
      "CA", 1_200, 600, .vertical([0xD80621, .white, 0xD80621], parts: [1, 2, 1]),
      .group(x: 600, y: 300, scale: 4.6, Emblem.mapleLeaf)),
    Flag(
      "ES", 750, 500, .horizontal([0xAD1519, 0xFABD00, 0xAD1519], parts: [1, 2, 1]),
      .group(x: 250, y: 255, scale: 1.1, Emblem.spanishArms)),
    Flag(
      "KR", 36, 24, .field(.white), .group(x: 18, y: 12, turn: 33.69, Emblem.taegeuk),
      .group(x: 18, y: 12, turn: 213.69, Emblem.trigram(.whole, .whole, .whole)),
      .group(x: 18, y: 12, turn: -33.69, Emblem.trigram(.broken, .whole, .broken)),
      .group(x: 18, y: 12, turn: 146.31, Emblem.trigram(.whole, .broken, .whole)),
      .group(x: 18, y: 12, turn: 33.69, Emblem.trigram(.broken, .broken, .broken))),
    Flag(
      "MX", 840, 480, .vertical([0x006847, .white, 0xCE1126]), .group(x: 420, y: 240, scale: 1.05, Emblem.mexicanArms)),
    Flag(
      "PT", 600, 400, .vertical([0x046A38, 0xDA291C], parts: [2, 3]),
      .group(x: 240, y: 200, Emblem.portugueseArms)),
  ]
}
