import CZlib
import HTTP
import ServerTestSupport
import Store
import TestSupport
import Testing

@Suite("Content-Encoding")
struct ContentEncodingTests {
  private static let call = Array(#"{"name": 5}"#.utf8)

  private func answer(_ coding: String, _ body: [UInt8], maxBody: Int = 1_000_000) throws -> RawResponse {
    let server = try TestServer.start { _, http in http.maxBody = maxBody }
    let client = try RawClient(port: server.port)
    try client.send(
      "POST /signin/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Encoding: \(coding)\r\nContent-Length: \(body.count)\r\n\r\n"
    )
    try client.send(body)
    return try client.response()
  }

  /// - Parameter window: zlib's `windowBits`: 15 for zlib's own format, 31 for gzip
  private func deflated(_ bytes: [UInt8], window: Int32) throws -> [UInt8] {
    var stream = z_stream()
    try #require(
      deflateInit2_(
        &stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    )
    defer { deflateEnd(&stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 100))
    let status = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    try #require(status == Z_STREAM_END)
    return Array(output[..<Int(stream.total_out)])
  }

  @Test("decodes gzip and deflate", arguments: [("gzip", 31), ("x-gzip", 31), ("GZIP", 31), ("deflate", 15)])
  func decodes(_ coding: String, _ window: Int) throws {
    let plain = try answer("identity", ContentEncodingTests.call)
    let body = try deflated(ContentEncodingTests.call, window: Int32(window))
    let decoded = try answer(coding, body)
    #expect(plain.status == 200 && decoded.status == 200)
    #expect(decoded.body == plain.body)
  }

  @Test("refuses what isn't what it says", arguments: ["gzip", "deflate"])
  func malformed(_ coding: String) throws {
    let body = try deflated(ContentEncodingTests.call, window: coding == "gzip" ? 31 : 15)
    let other = try deflated(ContentEncodingTests.call, window: coding == "gzip" ? 15 : 31)
    for body in [ContentEncodingTests.call, Array(body.dropLast(5)), body + [0], other] {
      let refusal = try answer(coding, body)
      #expect(refusal.status == 400)
      #expect(refusal.text.contains("The body is not what Content-Encoding says: it can't be read as \(coding)"))
    }
  }

  @Test("refuses other codings, naming those it takes", arguments: ["br", "zstd", "gzip, gzip"])
  func others(_ coding: String) throws {
    let refusal = try answer(coding, ContentEncodingTests.call)
    #expect(refusal.status == 415 && refusal.field("Accept-Encoding") == "gzip, deflate")
  }

  @Test("keeps a decoded body within the limit, and within reason for what was sent")
  func bounds() throws {
    let blanks = { (count: Int) in
      try deflated([UInt8](repeating: 32, count: count) + ContentEncodingTests.call, window: 31)
    }
    #expect(try answer("gzip", blanks(50_000)).status == 200)
    #expect(try answer("gzip", blanks(50_000), maxBody: 50_000).status == 413)
    #expect(try answer("gzip", blanks(900_000)).status == 413)
    // What is harmless is 64 KiB, however little was sent.
    let most = (1 << 16) - ContentEncodingTests.call.count
    #expect(try answer("gzip", blanks(most)).status == 200)
    #expect(try answer("gzip", blanks(most + 1)).status == 413)
    #expect(try answer("gzip", blanks(1_000), maxBody: 1_000 + ContentEncodingTests.call.count).status == 200)
    #expect(try answer("gzip", blanks(1_001), maxBody: 1_000 + ContentEncodingTests.call.count).status == 413)
  }

  @Test("decodes up to 200 times as much as was sent, and what is larger than a piece", arguments: [true, false])
  func ratio(_ isWithin: Bool) throws {
    // Digits of which hardly any repeat, then blanks.
    var random = RandomSource(seed: 1)
    let digits = (0..<1_000).map { _ in 0x30 + UInt8(random.number(below: 10)) }
    let wanted = isWithin ? 199.0..<200.0 : 200.1..<201.0
    for count in stride(from: 90_000, to: 190_000, by: 50) {
      let blanks = [UInt8](repeating: 32, count: count)
      let plain = Array(#"{"name":""#.utf8) + digits + Array("\"".utf8) + blanks + Array("}".utf8)
      let sent = try deflated(plain, window: 31)
      guard wanted.contains(Double(plain.count) / Double(sent.count)) else { continue }
      #expect(try answer("gzip", sent).status == (isWithin ? 200 : 413))
      return
    }
    Issue.record("no body has such a ratio")
  }
}
