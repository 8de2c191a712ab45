import Basics
import JSON
import Testing

@Suite("Parser")
struct ParserTests {
  @Test("accepts what RFC 8259 allows, and loses nothing of it", arguments: AcceptedText.all)
  func accepts(_ accepted: AcceptedText) throws {
    let document = try Document(parsing: Array(accepted.text.utf8))
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.value(document.root)
    #expect(writer.finish().string == accepted.compact)
  }

  @Test(
    "refuses anything else, and says where and what was expected",
    arguments: RefusedText.structure + RefusedText.numbers + RefusedText.strings + RefusedText.encodings)
  func refuses(_ refused: RefusedText) {
    let error = #expect(throws: ParseError.self) { try Document(parsing: refused.bytes) }
    #expect(error?.description == refused.message)
  }

  @Test("refuses a byte that isn't UTF-8 outside of strings, too", arguments: [[0xff], [0x5b, 0xc3], [0x31, 0x80]])
  func refusesStrayBytes(_ bytes: [UInt8]) {
    let error = #expect(throws: ParseError.self) { try Document(parsing: bytes) }
    #expect(error?.problem == .invalidUTF8)
    #expect(error?.offset == bytes.count - 1)
  }

  @Test(
    "reads a file as editors write it, and names the encoding of one that isn't UTF-8",
    arguments: [
      ([0xef, 0xbb, 0xbf, 0x31], nil), ([0x31], nil), ([0xff, 0xfe, 0x31, 0], "UTF-16"),
      ([0xfe, 0xff, 0, 0x31], "UTF-16"),
      ([0x31, 0], "UTF-16"), ([0, 0x31], "UTF-16"), ([0x5b, 0, 0x5d, 0], "UTF-16"), ([0, 0x5b, 0, 0x5d], "UTF-16"),
      ([0xff, 0xfe, 0, 0, 0x31, 0, 0, 0], "UTF-32"), ([0, 0, 0xfe, 0xff, 0, 0, 0, 0x31], "UTF-32"),
      ([0x31, 0, 0, 0], "UTF-32"), ([0, 0, 0, 0x31], "UTF-32"),
    ] as [([UInt8], String?)])
  func readsFiles(_ bytes: [UInt8], _ encoding: String?) throws {
    if let encoding {
      let error = #expect(throws: ParseError.self) { try Document(parsingFile: bytes) }
      #expect(error?.problem == .foreignEncoding(encoding))
    } else {
      #expect(try Document(parsingFile: bytes).root.integer == 1)
    }
  }

  @Test("refuses every beginning of a text that is not its whole")
  func refusesFragments() throws {
    let text = Array(#"{"a":[1.5e3,"é\u00e9\ud83d\ude00",true,null,{"b":-0}],"cc":false}"#.utf8)
    let accepted = (0...text.count).filter { (try? Document(parsing: Array(text[..<$0]))) != nil }
    #expect(accepted == [text.count])
  }

  @Test("reads 64 levels and refuses 65", arguments: [("[", "]"), ("{\"a\":", "}")])
  func limitsDepth(opening: String, closing: String) throws {
    func nested(_ depth: Int) -> [UInt8] {
      let innermost = opening.first == "[" ? "[]" : "{}"
      let around = depth - 1
      return Array(
        (String(repeating: opening, count: around) + innermost + String(repeating: closing, count: around)).utf8)
    }
    #expect(try Document(parsing: nested(64)).root.count == 1)
    let error = #expect(throws: ParseError.self) { try Document(parsing: nested(65)) }
    #expect(error?.problem == .tooDeep(limit: 64))
    #expect(error?.offset == 64 * opening.utf8.count)
    #expect(error?.description.hasSuffix("expected at most 64 levels, found one more") == true)
  }

  @Test("doesn't overflow its stack on a text that only opens")
  func survivesOpening() {
    #expect(throws: ParseError.self) { try Document(parsing: Array(repeating: UInt8(ascii: "["), count: 1 << 20)) }
  }

  @Test("finds a key that is there twice among any number", arguments: [2, 16, 17, 18, 1_000, 50_000])
  func findsDuplicates(count: Int) throws {
    func object(_ keys: [String]) -> [UInt8] {
      Array("{\(keys.map { "\"\($0)\":[{}]" }.joined(separator: ","))}".utf8)
    }
    let keys = (0..<count).map { "key\($0)" }
    #expect(try Document(parsing: object(keys)).root.count == count)
    let twice = Array(keys.dropLast()) + [#"\u006bey0"#]
    let error = #expect(throws: ParseError.self) { try Document(parsing: object(twice)) }
    #expect(error?.problem == .duplicateKey("key0"))
  }
}
