/// What is wrong with a value in a fixture.
struct CellError: Error, ExpressibleByStringInterpolation {
  let message: String

  init(stringLiteral message: String) {
    self.message = message
  }
}
