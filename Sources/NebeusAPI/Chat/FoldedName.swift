/// A name without its letters' case, to look for and to order by.
struct FoldedName: Comparable {
  private let text: String

  init(_ name: String) {
    text = name.lowercased()
  }

  func contains(_ part: FoldedName) -> Bool {
    part.text.isEmpty || text.contains(part.text)
  }

  static func < (left: FoldedName, right: FoldedName) -> Bool { left.text < right.text }
}
