import Basics

@testable import HTTP

/// Any bytes as what a client sends on one connection.
enum HTTPFuzzing {
  /// However the bytes are cut, the same requests come out, and a refusal of the same status. Its reason can be
  /// another: what is too long is refused as soon as that is known, which can be before another fault has come.
  ///
  /// The first byte says where they are cut; small inputs are also fed byte by byte.
  @Sendable static func parse(_ bytes: BorrowedBytes) {
    guard let first = bytes.first else { return }
    let input = Array(bytes.dropFirst())[...]
    let whole = ParserTranscript.events([input])
    let size = max(1, Int(first))
    let pieces = stride(from: 0, to: input.count, by: size).map { input[$0..<min($0 + size, input.count)] }
    check(ParserTranscript.events(pieces), whole, "cut every \(size) bytes")
    if input.count <= 256 {
      check(ParserTranscript.events(input.indices.map { input[$0...$0] }), whole, "byte by byte")
    }
  }

  private static func check(_ events: [String], _ whole: [String], _ cut: String) {
    require(
      events.map(withoutReason) == whole.map(withoutReason),
      "the events are the same \(cut): \(events), in one piece: \(whole)")
  }

  /// `refusal invalidMethod 400` without its second word.
  private static func withoutReason(_ event: String) -> String {
    guard event.hasPrefix("refusal ") else { return event }
    return "refusal \(event.split(separator: " ").last ?? "")"
  }
}
