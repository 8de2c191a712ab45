import Basics

@testable import HTTP

/// What a parser says of bytes that come in pieces, in the words of the documents in `Cases`.
struct ParserTranscript: ~Copyable {
  private(set) var events: [String] = []
  /// The most that had to be kept at a time.
  private(set) var mostKept = 0
  private var parser: RequestParser
  private var kept: [UInt8] = []
  private var rest: [UInt8] = []
  private var isRefused = false

  init(bodyLimit: Int = 1000) { parser = RequestParser(bodyLimit: bodyLimit) }

  /// The events of one reading, `pieces` put together.
  static func events(_ pieces: [ArraySlice<UInt8>], bodyLimit: Int = 1000) -> [String] {
    var transcript = ParserTranscript(bodyLimit: bodyLimit)
    for piece in pieces { transcript.feed(piece) }
    transcript.end()
    return transcript.events
  }

  mutating func feed(_ piece: ArraySlice<UInt8>) {
    guard !isRefused else { return }
    kept += piece
    mostKept = max(mostKept, kept.count)
    var kept = self.kept
    kept.withUnsafeMutableBytes { read($0) }
    self.kept = rest
  }

  mutating func end() {
    if !isRefused, !kept.isEmpty { events.append("incomplete") }
  }

  private mutating func read(_ all: UnsafeMutableRawBufferPointer) {
    var start = 0
    while start < all.count {
      let bytes = BorrowedMutableBytes(UnsafeMutableRawBufferPointer(rebasing: all[start...]))
      switch parser.parse(bytes) {
      case .complete(let count):
        tell(bytes.bytes)
        parser.reset()
        start += count
      case .incomplete:
        let saved = parser.compact(bytes)
        rest = Array(bytes.bytes.dropLast(saved))
        return
      case .malformed(let failure):
        events.append("refusal \(failure) \(failure.status.rawValue)")
        isRefused = true
        rest = []
        return
      }
    }
    rest = []
  }

  private mutating func tell(_ bytes: BorrowedBytes) {
    let head = parser.head
    let path = head.path.isEmpty ? "/" : head.path.bytes(of: bytes).text
    let query = head.query.map { $0.bytes(of: bytes).text } ?? "-"
    let authority = head.authority.map { $0.bytes(of: bytes).text } ?? "-"
    events.append("request \(head.method.name) \(path) \(query) \(authority)")
    for line in parser.fieldLines where line.known == .other {
      events.append("field \(line.name.bytes(of: bytes).text) \(escape(line.value.bytes(of: bytes)))")
    }
    if head.expectsContinue { events.append("expects 100") }
    let body = bytes.part(parser.body.lowerBound, parser.body.upperBound)
    if !body.isEmpty { events.append("body \(escape(body))") }
    events.append(head.keepsAlive ? "keep-alive" : "close")
  }

  private func escape(_ bytes: BorrowedBytes) -> String {
    bytes.map { byte in
      switch byte {
      case 13: "\\r"
      case 10: "\\n"
      case 9: "\\t"
      case 0: "\\0"
      case 0x20..<0x7F: String(UnicodeScalar(byte))
      default: "\\x" + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
