import ArgumentParser

/// A number of things, at least one.
struct Count: ExpressibleByArgument {
  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), (1...1_000_000_000).contains(number) else { return nil }
    self.number = number
  }
}
