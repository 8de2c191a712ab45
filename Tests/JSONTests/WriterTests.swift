import Basics
import JSON
import Testing

@Suite("Writer")
struct WriterTests {
  @Test("writes members in the caller's order, without white space")
  func writesInOrder() {
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    writer.object { writer in
      writer.key("jsonrpc")
      writer.string("2.0")
      writer.key("id" as String)
      writer.null()
      writer.key("result")
      writer.array { writer in
        writer.integer(-7)
        writer.bool(true)
        writer.bool(false)
        writer.object { _ in }
        writer.array { _ in }
        writer.decimal(ExactDecimal(22))
        writer.raw("[1,2]")
        writer.raw("{}" as String)
        writer.string("{")
        writer.string("[")
        writer.string(":")
      }
      writer.key("docs:")
      writer.string("")
    }
    let expected =
      #"{"jsonrpc":"2.0","id":null,"result":[-7,true,false,{},[],22,[1,2],{},"{","[",":"],"docs:":""}"#
    #expect(writer.count == expected.utf8.count)
    #expect(writer.finish().string == expected)
  }

  @Test(
    "escapes as Python's json.dumps does, or only what must be",
    arguments: [
      ("plain / text\u{7f}", "plain / text\u{7f}", "plain / text\u{7f}"),
      ("\"\\\n\r\t\u{8}\u{c}", #"\"\\\n\r\t\b\f"#, #"\"\\\n\r\t\b\f"#),
      ("\u{0}\u{b}\u{1f}", #"\u0000\u000b\u001f"#, #"\u0000\u000b\u001f"#),
      ("Ƀ é", #"\u0243 \u00e9"#, "Ƀ é"),
      ("\u{2028}\u{ffff}", #"\u2028\uffff"#, "\u{2028}\u{ffff}"),
      ("😀\u{10ffff}\u{10000}", #"\ud83d\ude00\udbff\udfff\ud800\udc00"#, "😀\u{10ffff}\u{10000}"),
      ("1234567\"", #"1234567\""#, #"1234567\""#),
      ("12345678\"9", #"12345678\"9"#, #"12345678\"9"#),
      ("123456789012345é", #"123456789012345\u00e9"#, "123456789012345é"),
    ])
  func escapes(text: String, ascii: String, utf8: String) {
    #expect(written(.ascii) { $0.string(text) } == "\"\(ascii)\"")
    #expect(written(.utf8) { $0.string(text) } == "\"\(utf8)\"")
  }

  @Test("finds what needs an escape at every place of a word, after any other byte", arguments: 0..<24)
  func escapesAnywhere(index: Int) {
    // 0x21 and 0x23 are beside the quote, 0x5b and 0x5d beside the backslash, 0x20 beside the controls.
    let plain = Array(String(repeating: "\u{21}\u{23}\u{5b}\u{5d}\u{20}\u{7f}", count: 4).utf8)
    for special in ["\"", "\\", "\u{1}", "é"] {
      let text = plain[..<index] + Array(special.utf8) + plain[index...]
      let escaped = written(.ascii) { writer in Array(text).withBytes { writer.string(utf8: $0) } }
      let value = try? Document(parsing: Array(escaped.utf8)).root.string
      #expect(value == String(decoding: text, as: UTF8.self))
      #expect(escaped.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x80 })
    }
  }

  @Test("copies short text whole, and escapes what needs it at any place", arguments: 0..<10)
  func shortText(count: Int) throws {
    let key = try #require(PreparedKey("k", isFirst: true))
    let plain = Array("x!#[] ~z0/".utf8.prefix(count))
    let specials = ["\"", "\\", "\n", "\u{0}", "é", "€"]
    let texts =
      [plain] + plain.indices.flatMap { at in specials.map { plain[..<at] + Array($0.utf8) + plain[(at + 1)...] } }
    for text in texts {
      let member = written(.ascii) { writer in
        text.withBytes { writer.member(key, utf8: $0) }
        writer.endObject()
      }
      let whole = written(.ascii) { writer in
        writer.object {
          $0.key("k"); $0.string(String(decoding: text, as: UTF8.self))
        }
      }
      #expect(member == whole)
      #expect(try Document(parsing: Array(member.utf8)).root["k"]?.string == String(decoding: text, as: UTF8.self))
    }
  }

  @Test("writes members with prepared keys as it does with others, and commas between objects")
  func preparedKeys() throws {
    let longest: StaticString = "abcdefghijklmnopqrstuvwxyz0"
    let (first, second) = try (
      #require(PreparedKey("id", isFirst: true)), #require(PreparedKey(longest, isFirst: false))
    )
    let text = written(.ascii) { writer in
      writer.array { writer in
        for number in [7, -1_234_567_890] {
          writer.member(first, integer: number)
          writer.member(second, utf8: BorrowedBytes())
          writer.key(second)
          writer.bool(true)
          writer.endObject()
        }
      }
    }
    let rest = #","\#(longest)":"","\#(longest)":true}"#
    #expect(text == #"[{"id":7\#(rest),{"id":-1234567890\#(rest)]"#)
    #expect(PreparedKey("abcdefghijklmnopqrstuvwxyz01", isFirst: true) == nil)
    #expect(PreparedKey("quote\"", isFirst: true) == nil)
  }

  @Test(
    "writes bytes that aren't UTF-8 as U+FFFD, one each",
    arguments: [[0xff], [0x80], [0xe2, 0x28], [0xed, 0xa0, 0x80]] as [[UInt8]])
  func repairs(_ bytes: [UInt8]) throws {
    let text = written(.utf8) { writer in bytes.withBytes { writer.string(utf8: $0) } }
    let expected = bytes.map { $0 < 0x80 ? String(Unicode.Scalar($0)) : "\u{fffd}" }.joined()
    #expect(text == "\"\(expected)\"")
    let ascii = written(.ascii) { writer in bytes.withBytes { writer.string(utf8: $0) } }
    #expect(try Document(parsing: Array(ascii.utf8)).root.string == expected)
  }

  @Test("leaves alone what the buffer had, and starts without a comma")
  func keepsHead() {
    var buffer = ByteBuffer()
    buffer.append("HTTP/1.1 200 OK\r\n\r\n" as StaticString)
    var writer = Writer(buffer, encoding: .ascii)
    writer.integer(1)
    #expect(writer.finish().string == "HTTP/1.1 200 OK\r\n\r\n1")
  }

  @Test("goes back to a mark, and never before its start")
  func rollsBack() {
    var buffer = ByteBuffer()
    buffer.append("head" as StaticString)
    let early = Writer(ByteBuffer(), encoding: .ascii).mark
    var writer = Writer(buffer, encoding: .ascii)
    writer.beginArray()
    writer.integer(1)
    let mark = writer.mark
    writer.beginObject()
    writer.key("half")
    writer.rollback(to: mark)
    writer.integer(2)
    writer.endArray()
    let whole = writer.count
    #expect(whole == 5)
    writer.rollback(to: early)
    #expect(writer.finish().string == "head")
  }

  @Test("writes a value again in its own encoding, numbers as they were")
  func rewrites() throws {
    let text = #" { "é\u0041" : [ 1.50 , "\u20ac\/" , true , null , { } , [ ] ] } "#
    let value = try Document(parsing: Array(text.utf8)).root
    #expect(written(.ascii) { $0.value(value) } == #"{"\u00e9A":[1.50,"\u20ac/",true,null,{},[]]}"#)
    #expect(written(.utf8) { $0.value(value) } == #"{"éA":[1.50,"€/",true,null,{},[]]}"#)
    let inside = written(.utf8) { writer in
      writer.array {
        $0.integer(0)
        $0.value(value)
        $0.value(value)
      }
    }
    #expect(inside == #"[0,{"éA":[1.50,"€/",true,null,{},[]]},{"éA":[1.50,"€/",true,null,{},[]]}]"#)
  }

  @Test("passes an error of a closure on")
  func passesErrors() {
    struct Stop: Error {}
    var writer = Writer(ByteBuffer(), encoding: .ascii)
    let mark = writer.mark
    var isStopped = false
    do throws(Stop) {
      try writer.object { (_) throws(Stop) in throw Stop() }
    } catch {
      isStopped = true
      writer.rollback(to: mark)
    }
    #expect(isStopped)
    #expect(writer.finish().string == "")
  }

  private func written(_ encoding: Encoding, _ body: (inout Writer) -> Void) -> String {
    var writer = Writer(ByteBuffer(), encoding: encoding)
    body(&writer)
    return writer.finish().string
  }
}
