extension Flag {
  /// Flags of stars, suns, discs and crescents.
  static let starred = [
    Flag(
      "AR", 800, 500, .horizontal([0x74ACDF, .white, 0x74ACDF]),
      .star(x: 400, y: 250, radius: 69, points: 16, inner: 0.42, 0xF6B40E),
      .star(x: 400, y: 250, radius: 62, points: 16, inner: 0.42, turn: 11.25, 0xF6B40E),
      .disc(x: 400, y: 250, radius: 29, 0x85340A), .disc(x: 400, y: 250, radius: 27, 0xF6B40E),
      .stroke("M387 245h9M404 245h9M393 263q7 5 14 0M400 246v10", width: 2.5, 0x85340A)),
    Flag(
      "AU", 1_200, 600, .field(0x012169), .group(x: 0, y: 0, scale: 10, union),
      .star(x: 300, y: 450, radius: 90, points: 7, inner: 0.444, .white),
      .star(x: 900, y: 500, radius: 42.857, points: 7, inner: 0.444, .white),
      .star(x: 750, y: 262.5, radius: 42.857, points: 7, inner: 0.444, .white),
      .star(x: 900, y: 100, radius: 42.857, points: 7, inner: 0.444, .white),
      .star(x: 1_033.333, y: 222.5, radius: 42.857, points: 7, inner: 0.444, .white),
      .star(x: 960, y: 325, radius: 25, inner: 0.444, .white)),
    // Each small star has a point towards the middle of the large one.
    Flag(
      "CN", 30, 20, .field(0xEE1C25), .star(x: 5, y: 5, radius: 3, 0xFFFF00),
      .star(x: 10, y: 2, radius: 1, turn: 23.04, 0xFFFF00), .star(x: 12, y: 4, radius: 1, turn: 45.87, 0xFFFF00),
      .star(x: 12, y: 7, radius: 1, turn: -2.05, 0xFFFF00), .star(x: 10, y: 9, radius: 1, turn: 20.66, 0xFFFF00)),
    Flag(
      "IL", 220, 160, .field(.white), .rectangle(x: 0, y: 15, width: 220, height: 25, 0x0038B8),
      .rectangle(x: 0, y: 120, width: 220, height: 25, 0x0038B8),
      .stroke(
        "M110 50.86L135.24 94.57H84.76zM110 109.14L135.24 65.43H84.76z", width: 5.5, 0x0038B8)),
    Flag(
      "IN", 900, 600, .horizontal([0xFF671F, .white, 0x046A38]), .group(x: 450, y: 300, wheel)),
    Flag("JP", 3, 2, .field(.white), .disc(x: 1.5, y: 1, radius: 0.6, 0xBC002D)),
    Flag(
      "TR", 120, 80, .field(0xE30A17), .disc(x: 40, y: 40, radius: 20, .white),
      .disc(x: 45, y: 40, radius: 16, 0xE30A17), .star(x: 65.667, y: 40, radius: 10, turn: -90, .white)),
    Flag(
      "US", 1_235, 650, .horizontal((0..<13).map { $0.isMultiple(of: 2) ? 0xB31942 : .white }),
      .rectangle(x: 0, y: 0, width: 494, height: 350, 0x0A3161), .group(x: 0, y: 0, unionOfStates)),
  ]

  /// Fifty stars: nine rows, six in the first and five between the six of the next.
  private static let unionOfStates: [Layer] = (1...9).flatMap { row in
    (1...11).filter { ($0 + row).isMultiple(of: 2) }.map { column in
      .star(x: 494 * Double(column) / 12, y: 35 * Double(row), radius: 20, .white)
    }
  }

  /// Ashoka's wheel of twenty-four spokes: each bar is two of them.
  private static let wheel: [Layer] =
    [.disc(x: 0, y: 0, radius: 92.5, 0x06038D), .disc(x: 0, y: 0, radius: 80, .white)]
    + (0..<12).map { bar in
      .group(x: 0, y: 0, turn: 15 * Double(bar), [.rectangle(x: -84, y: -2.25, width: 168, height: 4.5, 0x06038D)])
    } + [.disc(x: 0, y: 0, radius: 17, 0x06038D)]
}
