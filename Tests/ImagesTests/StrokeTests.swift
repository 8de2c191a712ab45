import Testing

@testable import Images

@Suite("Stroke")
struct StrokeTests {
  private static let line = Stroke.line(0, 0, 10, 0)
  private static let quarter = Stroke.arc(x: 0, y: 0, radius: 10, from: 0, to: 90)
  private static let circle = Stroke.arc(x: 0, y: 0, radius: 10, from: 0, to: 360)

  @Test(
    "knows how far a point is",
    arguments: [
      (line, 5, 3, 3), (line, 14, 3, 5), (line, -3, -4, 5), (.dot(1, 1), 4, 5, 5), (quarter, 12, 0, 2),
      (quarter, 0, 7, 3), (quarter, 10, -5, 5), (quarter, -5, 10, 5), (circle, 0, 0, 10), (circle, -13, 0, 3),
      (circle, 0, -10, 0),
    ] as [(Stroke, Double, Double, Double)])
  func distance(_ stroke: Stroke, _ x: Double, _ y: Double, _ expected: Double) {
    #expect(abs(stroke.distance(x, y) - expected) < 1e-9)
  }

  @Test("moves and grows with all of its lengths")
  func placed() {
    #expect(Stroke.line(0, 0.5, 1, 1).placed(x: 10, y: 20, scale: 4) == .line(10, 22, 14, 24))
    #expect(
      Stroke.arc(x: 0.5, y: 0.5, radius: 0.25, from: 0, to: 90).placed(x: 1, y: 2, scale: 2)
        == .arc(x: 2, y: 3, radius: 0.5, from: 0, to: 90))
  }
}
