import Testing

@testable import Images

@Suite("Canvas")
struct CanvasTests {
  private static let full = Canvas.fullInk

  @Test(
    "inks a pixel by the share of it that a shape covers",
    arguments: [
      Filled(
        name: "a whole pixel", corners: [(1, 1), (2, 1), (2, 2), (1, 2)], ink: [[0, 0, 0], [0, 31, 0], [0, 0, 0]]),
      Filled(
        name: "the other direction", corners: [(1, 1), (1, 2), (2, 2), (2, 1)],
        ink: [[0, 0, 0], [0, 31, 0], [0, 0, 0]]),
      Filled(
        name: "halves", corners: [(0.5, 1), (2.5, 1), (2.5, 2), (0.5, 2)], ink: [[0, 0, 0], [16, 31, 16], [0, 0, 0]]),
      Filled(
        name: "a quarter", corners: [(0.5, 0.5), (1, 0.5), (1, 1), (0.5, 1)], ink: [[8, 0, 0], [0, 0, 0], [0, 0, 0]]),
      Filled(name: "a diagonal", corners: [(0, 0), (3, 0), (0, 3)], ink: [[31, 31, 16], [31, 16, 0], [16, 0, 0]]),
      Filled(name: "a flat edge", corners: [(0, 0), (3, 0), (3, 1)], ink: [[5, 16, 26], [0, 0, 0], [0, 0, 0]]),
      Filled(
        name: "what reaches beyond every side", corners: [(-9, -9), (9, -9), (9, 9), (-9, 9)],
        ink: [[31, 31, 31], [31, 31, 31], [31, 31, 31]]),
      Filled(
        name: "nothing of what lies beside it", corners: [(5, 0), (7, 0), (7, 3)],
        ink: [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
    ])
  func share(_ shape: Filled) {
    var canvas = Canvas(side: 3)
    canvas.fill(shape.outline)
    #expect(canvas.ink == shape.ink.flatMap { $0 })
  }

  @Test("leaves a hole where a contour runs the other way, and none where two overlap")
  func contours() {
    func square(_ start: Double, _ end: Double, clockwise: Bool) -> Outline {
      let corners = [(start, start), (end, start), (end, end), (start, end)]
      return Filled(name: "", corners: clockwise ? corners : corners.reversed(), ink: []).outline
    }
    for (clockwise, middle) in [(true, Self.full), (false, 0)] {
      var outline = square(0, 3, clockwise: true)
      outline.append(square(1, 2, clockwise: clockwise))
      var canvas = Canvas(side: 3)
      canvas.fill(outline)
      #expect(canvas.ink[4] == middle)
      #expect(canvas.ink[0] == Self.full)
    }
  }

  @Test("agrees with counting points for a letter", arguments: ["S", "Ж", "Å", "Q"])
  func letter(_ letter: Character) throws {
    let side = 16
    let outline = try #require(LetterOutlines.embedded.capital(of: letter)).outline
      .placed(x: 2, y: 4, scale: 9 / LetterOutlines.unitsPerCapital)
    var canvas = Canvas(side: side)
    canvas.fill(outline)
    let points = 8
    for row in 0..<side {
      for column in 0..<side {
        var inside = 0
        for point in 0..<points * points {
          let x = Double(column) + (Double(point % points) + 0.5) / Double(points)
          let y = Double(row) + (Double(point / points) + 0.5) / Double(points)
          if outline.contains(x, y) { inside += 1 }
        }
        let share = Double(inside) / Double(points * points) * Double(Self.full)
        #expect(abs(share - Double(canvas.ink[row * side + column])) < 3)
      }
    }
  }
}

/// A contour on a canvas of 3 × 3 pixels, and the ink it leaves, row by row.
struct Filled: Sendable, CustomTestStringConvertible {
  let name: String
  let corners: [(Double, Double)]
  let ink: [[UInt8]]
  var testDescription: String { name }

  var outline: Outline {
    var pen = Outline.Pen()
    var last = (0.0, 0.0)
    for (index, corner) in corners.enumerated() {
      let step = Outline.Point(x: corner.0 - last.0, y: corner.1 - last.1)
      if index == 0 { pen.move(step) } else { pen.line(step) }
      last = corner
    }
    pen.close()
    return pen.outline
  }
}

extension Outline {
  /// Whether the contours wind around a point, by the edges that a ray to its right crosses.
  fileprivate func contains(_ x: Double, _ y: Double) -> Bool {
    var winding = 0
    for contour in contours {
      for (start, end) in zip(contour, contour.dropFirst() + contour.prefix(1)) where (start.y <= y) != (end.y <= y) {
        let crossing = start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x)
        if crossing > x { winding += start.y <= y ? 1 : -1 }
      }
    }
    return winding != 0
  }
}
