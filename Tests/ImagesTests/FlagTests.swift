import Testing

@testable import Images

@Suite("Flag")
struct FlagTests {
  @Test("is a well-formed document of its proportions", arguments: Flag.codes + ["_blank"])
  func document(_ code: String) throws {
    let flag = try #require(Flag(code: code))
    #expect(flag.code == code)
    #expect(XMLCheck.accepts(flag.svg))
    let start = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(flag.width) \(flag.height)\"><"
    #expect(flag.svg.hasPrefix(start))
  }

  @Test(
    "has the official proportions",
    arguments: [
      ("AU", 2, 1), ("BE", 15, 13), ("BR", 10, 7), ("CH", 1, 1), ("DE", 5, 3), ("DK", 37, 28), ("EE", 11, 7),
      ("ES", 3, 2), ("FI", 18, 11), ("IL", 11, 8), ("MX", 7, 4), ("NO", 11, 8), ("PL", 8, 5), ("SE", 8, 5),
      ("US", 19, 10),
    ])
  func proportions(_ code: String, _ width: Int, _ height: Int) throws {
    let flag = try #require(Flag(code: code))
    #expect(flag.width * height == flag.height * width)
  }

  @Test("is one of forty, each with a code and a drawing of its own")
  func different() {
    let drawings = Flag.codes.compactMap { Flag(code: $0)?.svg }
    #expect(Flag.codes.count == 40)
    #expect(Flag.codes == Set(Flag.codes).sorted())
    #expect(Set(drawings).count == 40)
    #expect(!drawings.contains(Flag(code: "_blank")?.svg ?? ""))
  }

  @Test("is found by its code in either case", arguments: ["ES", "es", "Es", "eS"])
  func eitherCase(_ code: String) {
    #expect(Flag(code: code)?.code == "ES")
  }

  @Test("is found by no other code", arguments: ["", "XX", "E", "ESP", "blank", " ES", "ES.svg", "ﬆ"])
  func unknown(_ code: String) {
    #expect(Flag(code: code) == nil)
  }

  @Test(
    "draws each layer as one says it",
    arguments: [
      (.field(0x0000FF), "<path d=\"M0 0H9V6H0z\" fill=\"#0000ff\"/>"),
      (
        .horizontal([.white, .black], parts: [2, 1]),
        "<path d=\"M0 0H9V6H0z\" fill=\"#ffffff\"/><path d=\"M0 4H9V6H0z\" fill=\"#000000\"/>"
      ),
      (
        .vertical([.white, .black]),
        "<path d=\"M0 0H9V6H0z\" fill=\"#ffffff\"/><path d=\"M4.5 0H9V6H4.5z\" fill=\"#000000\"/>"
      ),
      (.rectangle(x: 1, y: -0.5, width: 2, height: 0.0004, .black), "<path d=\"M1 -0.5h2v0h-2z\" fill=\"#000000\"/>"),
      (
        .cross(x: 3, y: 2, thickness: 1, .white),
        "<path d=\"M0 2H9M3 0V6\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"1\"/>"
      ),
      (.disc(x: 1.25, y: 2, radius: 0.6, 0xBC002D), "<circle cx=\"1.25\" cy=\"2\" r=\"0.6\" fill=\"#bc002d\"/>"),
      (
        .star(x: 0, y: 0, radius: 2, points: 2, inner: 0.5, .black),
        "<path d=\"M0 -2 1 0 0 2 -1 0z\" fill=\"#000000\"/>"
      ),
      (.polygon([0, 0, 1, 1, 0, 2], .black), "<path d=\"M0 0 1 1 0 2z\" fill=\"#000000\"/>"),
      (
        .group(x: 1, y: 2, scale: 3, turn: -45, [.path("M0 0z", .black)]),
        "<g transform=\"translate(1 2) rotate(-45) scale(3)\"><path d=\"M0 0z\" fill=\"#000000\"/></g>"
      ),
    ] as [(Layer, String)])
  func layer(_ layer: Layer, _ svg: String) {
    #expect(layer.svg(width: 9, height: 6) == svg)
  }
}
