extension Emblem {
  /// A crowned shield of four quarters between the Pillars of Hercules.
  static let spanishArms: [Layer] = [
    .path("M-45 -50H0V0H-45z", spanishRed), .path("M0 -50H45V0H0z", .white),
    .path("M-45 0H0V60A45 45 0 0 1 -45 15z", spanishGold), .path("M0 0H45V15A45 45 0 0 1 0 60z", spanishRed),
    // Castile: a castle. León: a lion. Aragon: pallets. Navarre: chains.
    .path("M-36 -8V-38H-32V-33H-28V-43H-17V-33H-13V-38H-9V-8z", spanishGold),
    .path("M12 -8L16 -22L11 -32L19 -42L26 -37L34 -42L33 -24L37 -8H30L26 -18L20 -8z", 0x8A3A78),
    .stroke("M-35 0V44M-22.5 0V55M-10 0V59", width: 6, spanishRed),
    .stroke("M8 10H37M8 30H36M22.5 4V52M8 8L37 34M37 8L8 36", width: 3, spanishGold),
    .disc(x: 0, y: 0, radius: 13, spanishRed), .disc(x: 0, y: 0, radius: 10, 0x1F4F9E),
    .stroke("M-45 -50H45V15A45 45 0 0 1 -45 15z", width: 3, 0x7A5A10),
    // The crown.
    .path("M-34 -56L-42 -80Q-30 -92 -18 -86Q-10 -96 0 -96Q10 -96 18 -86Q30 -92 42 -80L34 -56z", spanishRed),
    .stroke("M-33 -61H33M-25 -64L-20 -82M0 -64V-90M25 -64L20 -82", width: 4, spanishGold),
    .disc(x: 0, y: -100, radius: 5, spanishRed),
    // The pillars, with their ribbons.
    .path("M-76 -36H-60V48H-76z", 0xE8E8E8), .path("M60 -36H76V48H60z", 0xE8E8E8),
    .path("M-81 -46H-55V-36H-81zM-81 48H-55V60H-81z", 0xD9A400), .path("M55 -46H81V-36H55zM55 48H81V60H55z", 0xD9A400),
    .stroke("M-84 20L-52 2M52 2L84 20", width: 11, spanishRed),
    .path("M-76 -50L-68 -62L-60 -50zM60 -50L68 -62L76 -50z", 0xD9A400),
  ]

  private static let spanishRed: Color = 0xAD1519
  private static let spanishGold: Color = 0xF5C518

  /// An armillary sphere behind a shield with seven castles and five escutcheons.
  static let portugueseArms: [Layer] = [
    .disc(x: 0, y: 0, radius: 100, 0xFFE900), .disc(x: 0, y: 0, radius: 84, 0xDA291C),
    .path("M0 -84A84 84 0 0 0 0 84z", 0x046A38),
    .stroke("M-88 -30Q0 10 88 -30M-88 30Q0 -10 88 30M-70 -62L70 62", width: 11, 0xFFE900),
    .stroke("M-92 0H92M0 -92V92", width: 13, 0xFFE900),
    .stroke("M-40 -84Q-78 0 -40 84M40 -84Q78 0 40 84", width: 9, 0xFFE900),
    .path("M-55 -65H55V10A55 55 0 0 1 -55 10z", .white),
    .path("M-50 -60H50V10A50 50 0 0 1 -50 10z", 0xDA291C),
    .path("M-33 -43H33V10A33 33 0 0 1 -33 10z", .white),
    escutcheon(0, 0), escutcheon(0, -24), escutcheon(0, 24), escutcheon(-20, 0), escutcheon(20, 0),
    castle(-41, -51), castle(0, -51), castle(41, -51), castle(-41, -6), castle(41, -6), castle(-30, 36), castle(30, 36),
  ]

  private static func escutcheon(_ x: Double, _ y: Double) -> Layer {
    .group(
      x: x, y: y,
      [.path("M-7 -9H7V2A7 7 0 0 1 -7 2z", 0x002D72), .star(x: 0, y: -1, radius: 5, points: 5, inner: 0.3, .white)])
  }

  private static func castle(_ x: Double, _ y: Double) -> Layer {
    .group(x: x, y: y, [.path("M-7 7V-7H-3V-4H-2V-7H2V-4H3V-7H7V7H2V1H-2V7z", 0xFFE900)])
  }

  /// An eagle on a cactus over water, with half a wreath below.
  static let mexicanArms: [Layer] = [
    .stroke("M-88 -12A88 88 0 0 0 88 -12", width: 10, 0x2F7D4A),
    .stroke("M-98 4L-78 14M-92 32L-72 36M-76 58L-60 54M-54 80L-42 70", width: 11, 0x2F7D4A),
    .stroke("M98 4L78 14M92 32L72 36M76 58L60 54M54 80L42 70", width: 11, 0x2F7D4A),
    .path("M-14 70L0 62L14 70L10 84L0 78L-10 84z", 0xCE1126),
    .path("M-52 46Q0 30 52 46Q40 64 0 64Q-40 64 -52 46z", 0x35A7C4),
    .path("M-30 44Q0 34 30 44Q24 52 0 52Q-24 52 -30 44z", 0xE0B25A),
    .stroke("M0 46V10M0 34H-26V18M0 34H28V20M-26 18V12M28 20V14", width: 12, 0x4D8C3A),
    .path(mexicanEagle, 0x7A4A1E),
    .path("M-20 -44Q-14 -20 8 -8L30 6Q14 10 0 2Q-18 -8 -26 -30z", 0xA9713A),
    .path("M-47 -58L-60 -52L-46 -49z", 0xE8A33A), .disc(x: -38, y: -57, radius: 2.5, .white),
    .stroke("M-58 -48Q-74 -34 -60 -22Q-48 -12 -60 -2", width: 5, 0x3F8F4F),
    .stroke("M-8 8L-16 20M10 10L6 22", width: 5, 0xE8A33A),
  ]

  /// From the beak over the head and the raised wing to the tail, and back below the breast.
  private static let mexicanEagle =
    "M-47 -56Q-44 -70 -30 -68Q-20 -66 -18 -54Q-8 -80 22 -90Q18 -80 36 -80Q28 -70 46 -66Q36 -58 52 -50Q40 -46 52 -34"
    + "Q38 -34 44 -20Q34 -22 36 -8L62 8L54 14L58 22L44 20L40 28L24 14Q4 20 -14 8Q-32 -4 -34 -24Q-36 -36 -32 -44z"
}
