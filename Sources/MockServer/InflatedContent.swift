import Basics
import CZlib
import HTTP

/// The content codings of request bodies that this server takes: gzip (RFC 1952), and deflate, which is zlib's format
/// (RFC 9110, section 8.4.1).
enum InflatedContent {
  static let decoders = [
    ContentDecoder("gzip") { bytes, limit throws(ContentDecoder.Failure) in
      try decode(bytes, limit: limit, window: MAX_WBITS + 16)
    },
    ContentDecoder("deflate") { bytes, limit throws(ContentDecoder.Failure) in
      try decode(bytes, limit: limit, window: MAX_WBITS)
    },
  ]

  /// More bytes than so many times what was sent are no request of anybody's, beyond what is no harm.
  private static let mostRatio = 200
  private static let harmless = 1 << 16

  /// - Parameter window: zlib's `windowBits`, which says the format
  private static func decode(
    _ bytes: BorrowedBytes, limit: Int, window: Int32
  ) throws(ContentDecoder.Failure) -> [UInt8] {
    let most = min(limit, max(harmless, bytes.count * mostRatio))
    var stream = unsafe z_stream()
    guard unsafe inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .tooLarge
    }
    defer { unsafe inflateEnd(&stream) }
    // zlib does not write to its input, which is lent until this function returns.
    unsafe bytes.withUnsafeMemory { memory in
      unsafe stream.next_in = UnsafeMutableRawPointer(mutating: memory.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    }
    unsafe stream.avail_in = UInt32(bytes.count)
    var decoded: [UInt8] = []
    var status = Z_OK
    var piece = [UInt8](repeating: 0, count: min(most + 1, 1 << 16))
    repeat {
      let room = piece.count
      status = unsafe piece.withUnsafeMutableBufferPointer { piece in
        unsafe stream.next_out = piece.baseAddress
        unsafe stream.avail_out = UInt32(room)
        return unsafe inflate(&stream, Z_NO_FLUSH)
      }
      unsafe decoded += piece[..<(room - Int(stream.avail_out))]
      guard decoded.count <= most else { throw .tooLarge }
      // Without input left, zlib says that it got no further.
    } while status == Z_OK
    guard status == Z_STREAM_END, unsafe stream.avail_in == 0 else { throw .malformed }
    return decoded
  }
}
