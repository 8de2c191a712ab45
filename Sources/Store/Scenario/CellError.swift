/// What is wrong with a value in a fixture.
struct CellError: Error, ExpressibleByStringInterpolation {
  let message: String

  init(_ message: String) {
    self.message = message
  }

  init(stringLiteral message: String) {
    self.message = message
  }
}
