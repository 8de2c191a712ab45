/// A number of things, at least one.
struct Count: OptionValue {
  static let meaning = "a whole number from \(range.lowerBound) to \(range.upperBound)"
  private static let range = 1...1_000_000_000

  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), Self.range.contains(number) else { return nil }
    self.number = number
  }
}
