import HTTP
import NebeusAPI
import Store
import Synchronization

/// Brings HTTP and an image's endpoint together; conditional requests and HEAD are the server's part.
struct ImageResponder: APIResponder {
  let endpoint: ImageEndpoint
  /// Shared by all images.
  let files: ImageFiles
  let coverageTarget: Int?

  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome {
    // An id has one spelling.
    let isEscaped = call.description.path.utf8.contains(UInt8(ascii: "%"))
    guard !isEscaped, let image = try endpoint.find(call[argument: endpoint.parameter.name], state) else {
      Refusals.notFound(endpoint.missing, to: &response)
      return Outcome()
    }
    let file = try files.file(of: image)
    response.contentType = endpoint.mediaType
    response.entityTag = file.entityTag
    response.setField(.cacheControl, endpoint.cacheControl)
    response.body.append(file.bytes)
    return Outcome()
  }
}

/// The files of images that take work to make, kept once made.
///
/// A bounded number of them: when it is reached, all are dropped, as they are made again in milliseconds.
final class ImageFiles: Sendable {
  /// A file, and the entity tag that tells it from any other (RFC 9110, section 8.8.3).
  struct File: Sendable {
    let bytes: [UInt8]
    let entityTag: String
  }

  private let limit: Int
  private let files = Mutex<[Image: File]>([:])

  init(limit: Int = 1_024) {
    self.limit = limit
  }

  /// The image's file, made outside the lock: two who ask at once may both make it, and the same.
  func file(of image: Image) throws -> File {
    if case .stored(let bytes) = image { return Self.file(bytes) }
    if let known = files.withLock({ $0[image] }) { return known }
    let made = Self.file(try image.file())
    files.withLock { files in
      if files.count >= limit { files.removeAll(keepingCapacity: true) }
      files[image] = made
    }
    return made
  }

  private static func file(_ bytes: [UInt8]) -> File {
    File(bytes: bytes, entityTag: "\"\(String(fingerprint(bytes), radix: 16))-\(bytes.count)\"")
  }

  /// FNV-1a, 64 bits: it need not stand up to forgery, only tell files apart.
  /// Source: http://www.isthe.com/chongo/tech/comp/fnv/
  private static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
