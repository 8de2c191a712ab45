import JSON
import Testing

/// The parser beside a simple one, on thousands of texts a step away from good ones.
@Suite("Parser, compared")
struct ParserDifferenceTests {
  @Test("reads what a simple parser reads, and refuses what that refuses", arguments: AcceptedText.all.map(\.text))
  func agrees(_ text: String) {
    let bytes = Array(text.utf8)
    var different: [[UInt8]] = []
    for index in bytes.indices {
      for byte in Self.interesting {
        var replaced = bytes
        replaced[index] = byte
        var inserted = bytes
        inserted.insert(byte, at: index)
        different += [replaced, inserted].filter { Self.canonical($0) != ReferenceParser.canonical($0) }
      }
      var shortened = bytes
      shortened.remove(at: index)
      if Self.canonical(shortened) != ReferenceParser.canonical(shortened) { different.append(shortened) }
    }
    #expect(different.map { String(decoding: $0, as: UTF8.self) } == [])
  }

  private static let interesting =
    Array("\"\\{}[],:0-+.eEu/ \n\u{0}\u{1f}aD8Ctn".utf8) + [0x80, 0xbf, 0xc3, 0xed, 0xf0, 0xff]

  private static func canonical(_ bytes: [UInt8]) -> String? {
    (try? Document(parsing: bytes)).map { canonical($0.root) }
  }

  private static func canonical(_ value: JSONValue) -> String {
    switch value.kind {
    case .null, .bool, .number: value.rawText
    case .string: "s\((value.string ?? "").unicodeScalars.map(\.value))"
    case .array: "[\((value.array ?? []).map { canonical($0) }.joined(separator: ","))]"
    case .object:
      "{"
        + (value.members.map(Array.init) ?? []).map { key, value in
          "s\(key.unicodeScalars.map(\.value)):\(canonical(value))"
        }.joined(separator: ",") + "}"
    }
  }
}
