extension Flag {
  /// Flags of bands alone, or with a plain shape at the hoist.
  static let bands = [
    Flag("AE", 12, 6, .horizontal([0x00732F, .white, .black]), .rectangle(x: 0, y: 0, width: 3, height: 6, 0xC8102E)),
    Flag("AT", 3, 2, .horizontal([0xC8102E, .white, 0xC8102E])),
    Flag("BE", 15, 13, .vertical([.black, 0xFDDA24, 0xEF3340])),
    Flag("BG", 5, 3, .horizontal([.white, 0x00966E, 0xD62612])),
    Flag("CZ", 3, 2, .horizontal([.white, 0xD7141A]), .polygon([0, 0, 1.5, 1, 0, 2], 0x11457E)),
    Flag("DE", 5, 3, .horizontal([.black, 0xDD0000, 0xFFCC00])),
    Flag("EE", 11, 7, .horizontal([0x0072CE, .black, .white])),
    Flag("FR", 3, 2, .vertical([0x000091, .white, 0xE1000F])),
    Flag("HU", 2, 1, .horizontal([0xCE2939, .white, 0x477050])),
    Flag("IE", 2, 1, .vertical([0x169B62, .white, 0xFF883E])),
    Flag("IT", 3, 2, .vertical([0x008C45, 0xF4F9FF, 0xCD212A])),
    Flag("LT", 5, 3, .horizontal([0xFFB81C, 0x046A38, 0xBE3A34])),
    Flag("LV", 2, 1, .horizontal([0x9D2235, .white, 0x9D2235], parts: [2, 1, 2])),
    Flag("NL", 3, 2, .horizontal([0xAE1C28, .white, 0x21468B])),
    Flag("PL", 8, 5, .horizontal([.white, 0xDC143C])),
    Flag("RO", 3, 2, .vertical([0x002B7F, 0xFCD116, 0xCE1126])),
    Flag("RU", 3, 2, .horizontal([.white, 0x0039A6, 0xD52B1E])),
    Flag("UA", 3, 2, .horizontal([0x0057B7, 0xFFD700])),
  ]
}
