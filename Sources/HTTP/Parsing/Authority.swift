import Basics
import Glibc

/// The grammar of `host[:port]` (RFC 3986, section 3.2, without user information, which RFC 9110, 4.2.4, forbids).
enum Authority {
  /// Where the host is, without port and without the trailing dot of a full name; of an IPv6 address, without its
  /// brackets. Nil unless these bytes are a host that is not empty, and a port or none.
  static func host(in bytes: BorrowedBytes) -> Range<Int>? {
    guard let end = hostEnd(bytes), end > 0, isPort(bytes.part(end, bytes.count)) else { return nil }
    if bytes.first == UInt8(ascii: "[") { return 1..<end - 1 }
    let hasDot = end > 1 && bytes[end - 1] == UInt8(ascii: ".")
    return 0..<(hasDot ? end - 1 : end)
  }

  /// A colon and a number, or nothing.
  private static func isPort(_ bytes: BorrowedBytes) -> Bool {
    guard let first = bytes.first else { return true }
    guard first == UInt8(ascii: ":") else { return false }
    var port = 0
    for byte in bytes.part(1, bytes.count) {
      guard Grammar.isDigit(byte), port <= 65535 else { return false }
      port = port * 10 + Int(byte - 0x30)
    }
    return port <= 65535
  }

  /// Where the host ends; nil if it is none.
  private static func hostEnd(_ bytes: BorrowedBytes) -> Int? {
    guard bytes.first != UInt8(ascii: "[") else { return bracketEnd(bytes) }
    var index = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: ":") {
      if bytes[index] == UInt8(ascii: "%") {
        guard index + 2 < bytes.count, Hexadecimal.byte(bytes[index + 1], bytes[index + 2]) != nil else {
          return nil
        }
      } else {
        guard isNameByte(bytes[index]) else { return nil }
      }
      index &+= 1
    }
    return index
  }

  /// Whether these bytes are a name, or labels of one.
  static func isName(_ bytes: BorrowedBytes) -> Bool {
    bytes.first != UInt8(ascii: "[") && hostEnd(bytes) == bytes.count
  }

  private static func bracketEnd(_ bytes: BorrowedBytes) -> Int? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "]"), from: 0), end < 48 else { return nil }
    guard let address = Address(bytes.part(1, end).text, port: 0), address.family == AF_INET6 else { return nil }
    return end + 1
  }

  /// reg-name: unreserved and sub-delims; percent-encoded bytes are looked at apart. A comma would make two hosts of
  /// one for some readers.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("): true
    case UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: "="): true
    default: false
    }
  }
}
