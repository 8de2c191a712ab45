extension Flag {
  /// Flags of crosses, and what is laid out like one.
  static let crosses = [
    Flag("CH", 32, 32, .field(0xDA291C), .stroke("M6 16H26M16 6V26", width: 6, .white)),
    Flag("DK", 37, 28, .field(0xC8102E), .cross(x: 14, y: 14, thickness: 4, .white)),
    Flag("FI", 18, 11, .field(.white), .cross(x: 6.5, y: 5.5, thickness: 3, 0x002F6C)),
    Flag("GB", 60, 30, .group(x: 0, y: 0, union)),
    Flag(
      "GR", 27, 18, .horizontal([greek, .white, greek, .white, greek, .white, greek, .white, greek]),
      .rectangle(x: 0, y: 0, width: 10, height: 10, greek), .stroke("M0 5H10M5 0V10", width: 2, .white)),
    Flag(
      "NO", 22, 16, .field(0xBA0C2F), .cross(x: 8, y: 8, thickness: 4, .white),
      .cross(x: 8, y: 8, thickness: 2, 0x00205B)),
    Flag("SE", 16, 10, .field(0x006AA7), .cross(x: 6, y: 5, thickness: 2, 0xFECC02)),
    // The arms of the Y start outside the cloth, so that their ends don't show; gold covers the white within the fork.
    Flag(
      "ZA", 90, 60, .horizontal([0xE03C31, 0x001489]), .stroke("M-9-6L45 30L-9 66M45 30H90", width: 20, .white),
      .polygon([0, 0, 45, 30, 0, 60], 0xFFB81C), .polygon([0, 12.02, 26.97, 30, 0, 47.98], .black),
      .stroke("M-9-6L45 30L-9 66M40 30H90", width: 12, 0x007749)),
  ]

  private static let greek: Color = 0x0D5EAF

  /// The Union Flag, 60 × 30: the crosses of St Andrew, St Patrick (its arms turn like a pinwheel) and St George.
  ///
  /// Where a band along the diagonal is n wide, it is n × √5 / 2 high and n × √5 long on the edges.
  static let union: [Layer] = [
    .rectangle(x: 0, y: 0, width: 60, height: 30, 0x012169),
    .polygon([0, 0, 6.708, 0, 60, 26.646, 60, 30, 53.292, 30, 0, 3.354], .white),
    .polygon([60, 0, 53.292, 0, 0, 26.646, 0, 30, 6.708, 30, 60, 3.354], .white),
    .polygon([0, 0, 30, 15, 30, 17.236, 0, 2.236], unionRed),
    .polygon([60, 30, 30, 15, 30, 12.764, 60, 27.764], unionRed),
    .polygon([60, 0, 30, 15, 30, 12.764, 55.528, 0], unionRed),
    .polygon([0, 30, 30, 15, 30, 17.236, 4.472, 30], unionRed),
    .stroke("M0 15H60M30 0V30", width: 10, .white),
    .stroke("M0 15H60M30 0V30", width: 6, unionRed),
  ]

  private static let unionRed: Color = 0xC8102E
}
