import Testing

@testable import HTTP

@Suite("RequestParser")
struct RequestParserTests {
  @Test("finds the documents of its cases")
  func documents() { #expect(ParserCase.all.count > 120) }

  @Test("reads the documented cases whole, cut anywhere, and byte by byte", arguments: ParserCase.all)
  func cases(_ example: ParserCase) {
    let bytes = example.bytes[...]
    #expect(ParserTranscript.events([bytes]) == example.events)
    for cut in bytes.indices.dropFirst() {
      #expect(ParserTranscript.events([bytes[..<cut], bytes[cut...]]) == example.events, "cut at \(cut)")
    }
    #expect(ParserTranscript.events(bytes.indices.map { bytes[$0...$0] }) == example.events)
  }

  struct Limit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: String
    let events: [String]

    init(_ name: String, _ request: String, _ events: String...) {
      testDescription = name
      self.request = request
      self.events = events
    }
  }

  private static func fields(_ count: Int) -> String {
    "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "Accept: b\r\n", count: count - 1) + "\r\n"
  }

  /// A header section, its empty line counted, of so many bytes.
  private static func header(_ count: Int) -> String {
    "GET / HTTP/1.1\r\nHost: a\r\nAccept: " + String(repeating: "b", count: count - 21) + "\r\n\r\n"
  }

  private static func chunked(_ rest: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + rest
  }

  private static let path8191 = String(repeating: "p", count: 8191)

  @Test(
    "keeps its limits on both sides, however the bytes come",
    arguments: [
      Limit("target", "GET /\(path8191) HTTP/1.1\r\nHost: a\r\n\r\n", "request GET /\(path8191) - a", "keep-alive"),
      Limit("target + 1", "GET /\(path8191)p HTTP/1.1\r\nHost: a\r\n\r\n", "refusal targetTooLong 414"),
      Limit("target without end", "GET /\(path8191)\(path8191)", "refusal targetTooLong 414"),
      Limit("method without end", path8191, "refusal invalidMethod 400"),
      Limit("method, then a lone LF", path8191 + "\n", "refusal invalidMethod 400"),
      Limit("method + 1, then a target", path8191.prefix(65) + " / H", "refusal invalidMethod 400"),
      Limit("target + 17, then a lone LF", "GET /\(path8191)\(path8191)\n", "refusal targetTooLong 414"),
      Limit("header, then a lone LF", String(header(40000).dropLast(4)) + "\n", "refusal headerTooLarge 431"),
      Limit("128 fields", fields(128), "request GET / - a", "keep-alive"),
      Limit("129 fields", fields(129), "refusal tooManyFields 431"),
      Limit("32 KiB of header", header(32768), "request GET / - a", "keep-alive"),
      Limit("a byte more of header", header(32769), "refusal headerTooLarge 431"),
      Limit("header without end", String(header(40000).dropLast(4)), "refusal headerTooLarge 431"),
      Limit(
        "chunk line", chunked("0;" + String(repeating: "x", count: 1020) + "\r\n\r\n"), "request POST / - a",
        "keep-alive"),
      Limit(
        "chunk line + 1", chunked("0;" + String(repeating: "x", count: 1022) + "\r\n\r\n"),
        "refusal chunkLineTooLong 400"),
      Limit(
        "chunk line without end", chunked("0;" + String(repeating: "x", count: 3000)), "refusal chunkLineTooLong 400"),
      Limit(
        "trailers", chunked("0\r\nA: " + String(repeating: "x", count: 8000) + "\r\n\r\n"), "request POST / - a",
        "keep-alive"),
      Limit(
        "too long trailers", chunked("0\r\n" + String(repeating: "A: \(path8191.prefix(1000))\r\n", count: 9)),
        "refusal trailerTooLarge 431"),
      Limit(
        "too many trailers", chunked("0\r\n" + String(repeating: "A: b\r\n", count: 129)),
        "refusal trailerTooLarge 431"),
    ])
  func limits(_ limit: Limit) {
    let bytes = Array(limit.request.utf8)[...]
    #expect(ParserTranscript.events([bytes]) == limit.events)
    let pieces = stride(from: 0, to: bytes.count, by: 7).map { bytes[$0..<min($0 + 7, bytes.count)] }
    #expect(ParserTranscript.events(pieces) == limit.events)
  }

  @Test("keeps no more than a body's own bytes of chunks that are mostly overhead")
  func overhead() {
    var transcript = ParserTranscript()
    transcript.feed(Array(RequestParserTests.chunked("").utf8)[...])
    let chunk = Array("1;\(String(repeating: "x", count: 900))\r\na\r\n".utf8)
    for _ in 0..<900 { transcript.feed(chunk[...]) }
    #expect(transcript.mostKept < 900 + 2000)
  }
}
