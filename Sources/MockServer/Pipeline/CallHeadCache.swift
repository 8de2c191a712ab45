import Basics
import HTTP
import Synchronization

/// The heads of the latest requests, found by their bytes: clients repeat themselves.
///
/// Each head has one place by its bytes, which the next request that has the same place takes over.
final class CallHeadCache: Sendable {
  /// Longer heads are read each time, so that all places take at most half a megabyte or so.
  private static let longest = 1024
  private static let count = 256

  private let places = (0..<CallHeadCache.count).map { _ in Place() }

  /// Where the request's head is kept; nil where it is too long for that.
  func place(of request: borrowing Request) -> Place? {
    request.withHeadBytes { bytes in
      bytes.count <= CallHeadCache.longest ? places[CallHeadCache.hash(bytes) % CallHeadCache.count] : nil
    }
  }

  /// By words of eight bytes: `Hasher` would take 900 instructions more of every call. Two heads that share a place are
  /// read each time where they come in turns, and nothing worse.
  private static func hash(_ bytes: BorrowedBytes) -> Int {
    var hash: UInt64 = 0
    var index = 0
    while index &+ 8 <= bytes.count {
      hash = (hash << 5 | hash >> 59) ^ bytes.word(at: index)
      hash &*= 0x9E37_79B9_7F4A_7C15
      index &+= 8
    }
    while index < bytes.count {
      hash = (hash ^ UInt64(bytes[index])) &* 0x9E37_79B9_7F4A_7C15
      index &+= 1
    }
    return Int(hash >> 32)
  }
}

extension CallHeadCache {
  /// A place for one head.
  final class Place: Sendable {
    private struct Entry {
      let bytes: [UInt8]
      let client: Address
      let head: CallHead
    }

    private let entry = Mutex<Entry?>(nil)

    /// The head of a request of the same bytes from the same host; nil where another one is kept.
    func head(of request: borrowing Request) -> CallHead? {
      request.withHeadBytes { bytes in
        entry.withLock { entry in
          guard let entry, entry.bytes.withBytes({ bytes.equal($0) }), entry.client.isSameHost(as: request.remote)
          else { return nil }
          return entry.head
        }
      }
    }

    func keep(_ head: CallHead, of request: borrowing Request) {
      let new = Entry(bytes: request.withHeadBytes { Array($0) }, client: request.remote, head: head)
      entry.withLock { $0 = new }
    }
  }
}
