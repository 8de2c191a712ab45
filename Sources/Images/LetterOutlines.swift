import Seeds

/// The outlines of capital letters, as the file `Seeds/letters/letters.txt` describes them.
///
/// A line of the file is a letter, its advance and its parts; a line is read when its letter is drawn.
struct LetterOutlines: Sendable {
  struct Letter: Hashable, Sendable {
    /// How far to the right the next letter starts.
    let advance: Double
    let outline: Outline
  }

  /// The height of a capital, and the side of the square in which `person` is drawn.
  static let unitsPerCapital = 1_000.0

  /// The file in the executable; it is split into lines when the first image is drawn.
  static let embedded = LetterOutlines(SeedFile.letters.text)

  /// The lines by their first word, without it.
  private let lines: [String: Substring]

  init(_ text: [UInt8]) {
    lines = String(decoding: text, as: UTF8.self).split(separator: "\n").reduce(into: [:]) { lines, line in
      guard let end = line.firstIndex(of: " "), line.first != "#" else { return }
      lines[String(line[..<end])] = line[line.index(after: end)...]
    }
  }

  /// The words that name a line, in no order: letters, marks and `person`.
  var names: some Collection<String> { lines.keys }

  /// A letter's capital; of what isn't in the file, the capital without its marks. Nil for other scripts.
  func capital(of letter: Character) -> Letter? {
    guard let capital = letter.uppercased().first else { return nil }
    if let known = self.letter(named: String(capital)) { return known }
    guard capital.unicodeScalars.count > 1, let base = capital.unicodeScalars.first else { return nil }
    return self.letter(named: String(base))
  }

  /// A person's head and shoulders, cut off by the lower side of its square.
  var person: Outline { letter(named: "person")?.outline ?? Outline() }

  /// What a line describes; nil where there is none of that name, or it isn't as the file's first lines say.
  func letter(named name: String) -> Letter? {
    guard let line = lines[name] else { return nil }
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let advance = Double(words[0]) else { return nil }
    let outline = words[1].first == "@" ? composed(words[1]) : Self.path(words[1].utf8)
    return outline.map { Letter(advance: advance, outline: $0) }
  }

  /// `@NAME DX DY`, repeated. A part is a line that stands for itself or is itself composed of such.
  private func composed(_ parts: Substring) -> Outline? {
    let words = parts.split(separator: " ")
    guard words.count.isMultiple(of: 3) else { return nil }
    var outline = Outline()
    for start in stride(from: 0, to: words.count, by: 3) {
      guard words[start].first == "@", let part = letter(named: String(words[start].dropFirst())),
        let x = Double(words[start + 1]), let y = Double(words[start + 2])
      else { return nil }
      outline.append(part.outline.placed(x: x, y: y))
    }
    return outline
  }

  /// An outline of relative `m`, `l`, `q` and `z`, each followed by its numbers.
  private static func path(_ text: Substring.UTF8View) -> Outline? {
    var pen = Outline.Pen()
    var rest = text
    while let command = rest.popFirst() {
      let end = rest.firstIndex { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 } ?? rest.endIndex
      let numbers = rest[..<end].split(separator: UInt8(ascii: " ")).compactMap { Double(Substring($0)) }
      rest = rest[end...]
      switch (command, numbers.count) {
      case (UInt8(ascii: "m"), 2): pen.move(.init(x: numbers[0], y: numbers[1]))
      case (UInt8(ascii: "l"), 2): pen.line(.init(x: numbers[0], y: numbers[1]))
      case (UInt8(ascii: "q"), 4):
        pen.curve(control: .init(x: numbers[0], y: numbers[1]), end: .init(x: numbers[2], y: numbers[3]))
      case (UInt8(ascii: "z"), 0): pen.close()
      default: return nil
      }
    }
    return pen.outline
  }
}
