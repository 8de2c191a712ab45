import Basics

/// Decodes a chunked body in place: the data of the chunks moves together where the body began.
///
/// Places count from the request's first byte. Source: RFC 9112, section 7.1.
struct ChunkedDecoder {
  enum Outcome { case complete, incomplete }

  private enum Part { case size, data, dataEnd, trailer }

  private static let lineLimit = 1024
  private static let trailerLimit = 8192
  private static let trailerFieldLimit = 128

  private var part = Part.size
  /// Bytes of the present chunk that have not come yet.
  private var rest = 0
  private var trailerBytes = 0
  private var trailerFields = 0
  /// Where the next decoded byte goes.
  private(set) var end: Int
  /// Up to where everything was read.
  private(set) var position: Int
  /// Up to where no line end was found.
  private var scanned: Int
  private let start: Int
  private let limit: Int

  /// - Parameters:
  ///   - start: where the body begins
  ///   - limit: how many bytes it may have when decoded
  init(start: Int, limit: Int) {
    self.start = start
    self.limit = limit
    end = start
    position = start
    scanned = start
  }

  /// Reads on in `bytes`, which are those of the last call and more behind them.
  mutating func decode(_ bytes: BorrowedMutableBytes) throws(RequestError) -> Outcome {
    while true {
      switch part {
      case .size:
        guard let line = try nextLine(in: bytes, limit: ChunkedDecoder.lineLimit) else { return .incomplete }
        rest = try ChunkedDecoder.size(line)
        guard rest <= limit - (end - start) else { throw .bodyTooLarge }
        part = rest == 0 ? .trailer : .data
      case .data:
        moveData(in: bytes)
        guard rest == 0 else { return .incomplete }
        part = .dataEnd
      case .dataEnd:
        guard try skipLineEnd(in: bytes) else { return .incomplete }
        part = .size
      case .trailer:
        let left = ChunkedDecoder.trailerLimit - trailerBytes
        guard let line = try nextLine(in: bytes, limit: left) else { return .incomplete }
        if line.isEmpty { return .complete }
        try checkTrailer(line)
      }
    }
  }

  /// Moves what was not read yet next to what was decoded, so that overhead never fills memory; answers the bytes
  /// saved.
  mutating func close(gapIn bytes: BorrowedMutableBytes) -> Int {
    let gap = position - end
    guard gap > 0 else { return 0 }
    bytes.move(position..<bytes.count, to: end)
    position = end
    scanned -= gap
    return gap
  }

  private mutating func moveData(in bytes: BorrowedMutableBytes) {
    let there = min(rest, bytes.count - position)
    if end != position { bytes.move(position..<position + there, to: end) }
    end += there
    position += there
    rest -= there
    scanned = position
  }

  /// RFC 9112, section 7.1: chunk-data is followed by CR LF; anything else means that sizes were read differently.
  private mutating func skipLineEnd(in bytes: BorrowedMutableBytes) throws(RequestError) -> Bool {
    let there = bytes.count - position
    let bytes = bytes.bytes
    if there >= 1, bytes[position] != 0x0D { throw .missingChunkEnd }
    guard there >= 2 else { return false }
    guard bytes[position + 1] == 0x0A else { throw .missingChunkEnd }
    position += 2
    scanned = position
    return true
  }

  /// The next line without its CR LF, or nil while its end has not come.
  private mutating func nextLine(
    in bytes: BorrowedMutableBytes, limit: Int
  ) throws(RequestError) -> BorrowedBytes? {
    let bytes = bytes.bytes
    let tooLong: RequestError = part == .trailer ? .trailerTooLarge : .chunkLineTooLong
    guard let feed = bytes.firstIndex(of: 0x0A, from: scanned) else {
      scanned = bytes.count
      guard scanned - position <= limit else { throw tooLong }
      return nil
    }
    guard feed - position <= limit else { throw tooLong }
    // RFC 9112, section 2.2: a lone LF may be taken for a line's end by some; not by us.
    guard feed > position, bytes[feed - 1] == 0x0D else { throw .bareLineFeed }
    let line = bytes.part(position, feed - 1)
    position = feed + 1
    scanned = position
    return line
  }

  /// RFC 9112, section 7.1: 1*HEXDIG that does not overflow, then extensions, which are dropped.
  private static func size(_ line: BorrowedBytes) throws(RequestError) -> Int {
    var size = 0
    var index = 0
    while index < line.count, let digit = Hexadecimal.value(of: line[index]) {
      guard size <= Int.max >> 4 else { throw .invalidChunkSize }
      size = size << 4 | Int(digit)
      index += 1
    }
    guard index > 0 else { throw .invalidChunkSize }
    let rest = line.part(index, line.count)
    guard rest.isEmpty || rest.trimmed().first == UInt8(ascii: ";") else { throw .invalidChunkSize }
    guard Grammar.isFieldValue(rest), !hasOpenQuote(rest) else { throw .invalidChunkSize }
    return size
  }

  /// Whether a quoted string has no end: for some readers it could go on behind the line (RFC 9110, section 5.6.4).
  private static func hasOpenQuote(_ extensions: BorrowedBytes) -> Bool {
    var isQuoted = false
    var isEscaped = false
    for byte in extensions {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else {
        isEscaped = isQuoted && byte == UInt8(ascii: "\\")
      }
    }
    return isQuoted
  }

  /// Trailer fields obey the rules of header fields and mean nothing here (RFC 9110, section 6.5.1).
  private mutating func checkTrailer(_ line: BorrowedBytes) throws(RequestError) {
    trailerBytes += line.count + 2
    trailerFields += 1
    guard trailerFields <= ChunkedDecoder.trailerFieldLimit else { throw .trailerTooLarge }
    _ = try FieldLine(line, at: 0)
  }
}
