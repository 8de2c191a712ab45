/// Emblems of flags, drawn by ourselves around the point 0, 0, with no more detail than shows at a flag's usual size.
enum Emblem {
  /// Eleven points and a stem: one half, and its mirror image.
  static let mapleLeaf: [Layer] = {
    let half: [(x: Double, y: Double)] = [
      (0, -50), (9, -33), (12.5, -31.5), (20, -36), (14.5, -10), (17.5, -8.5), (29, -21.5), (32, -14.5), (45, -17),
      (41, -4), (46, 0.5), (25, 17.5), (27.5, 25), (3, 21.5), (2.2, 24), (3, 46),
    ]
    let mirrored = half.dropFirst().reversed().map { (x: -$0.x, y: $0.y) }
    return [.polygon((half + mirrored).flatMap { [$0.x, $0.y] }, 0xD80621)]
  }()

  /// The sky over Rio de Janeiro: the band is the ring between two circles around (-2, 7), within the disc.
  static let nightSky: [Layer] = [
    .disc(x: 0, y: 0, radius: 3.5, 0x012169),
    .path(
      "M-3.201 -1.415A8.5 8.5 0 0 1 3.466 0.49A3.5 3.5 0 0 1 3.341 1.044A8 8 0 0 0 -3.388 -0.879A3.5 3.5 0 0 1 -3.201 -1.415z",
      .white),
    .star(x: 0.6, y: -1.6, radius: 0.3, .white), .star(x: -2.4, y: 1.1, radius: 0.28, .white),
    .star(x: -1.3, y: 1.5, radius: 0.22, .white), .star(x: -0.2, y: 1.3, radius: 0.26, .white),
    .star(x: 0.1, y: 2, radius: 0.2, .white), .star(x: 0.6, y: 1.7, radius: 0.2, .white),
    .star(x: -0.3, y: 2.7, radius: 0.24, .white), .star(x: 1.7, y: 2, radius: 0.24, .white),
    .star(x: 2.3, y: 2.2, radius: 0.2, .white), .star(x: 1.5, y: 2.6, radius: 0.2, .white),
    .star(x: -1.7, y: 2.3, radius: 0.2, .white),
  ]

  /// Red over blue, each with a head in the other, before it is turned to the flag's diagonal.
  static let taegeuk: [Layer] = [
    .disc(x: 0, y: 0, radius: 6, 0x0F64CD),
    .path("M-6 0A6 6 0 0 1 6 0A3 3 0 0 0 0 0A3 3 0 0 1 -6 0z", 0xCD2E3A),
  ]

  enum Bar { case whole, broken }

  /// Three bars across the way outwards, to the right.
  static func trigram(_ inner: Bar, _ middle: Bar, _ outer: Bar) -> [Layer] {
    zip([9, 10.5, 12], [inner, middle, outer]).flatMap { (x: Double, bar: Bar) -> [Layer] in
      switch bar {
      case .whole: [.rectangle(x: x, y: -3, width: 1, height: 6, .black)]
      case .broken:
        [
          .rectangle(x: x, y: -3, width: 1, height: 2.75, .black),
          .rectangle(x: x, y: 0.25, width: 1, height: 2.75, .black),
        ]
      }
    }
  }
}
