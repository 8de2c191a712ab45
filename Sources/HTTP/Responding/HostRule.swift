import Basics

/// The hosts that this server answers for; any other may be a name that an attacker pointed at it (DNS rebinding).
struct HostRule: Sendable {
  private let patterns: [HostPattern]

  /// Loopback names, addresses and names of one label are always this server's.
  init(allowing patterns: [HostPattern]) { self.patterns = patterns }

  /// `host` is without port, brackets and trailing dot.
  func allows(_ host: BorrowedBytes) -> Bool {
    if !host.contains(UInt8(ascii: ".")) { return true }
    return HostRule.isIPv4(host) || HostRule.isLoopback(host) || host.contains(UInt8(ascii: ":"))
      || patterns.contains { $0.matches(host) }
  }

  static func isLoopback(_ host: BorrowedBytes) -> Bool {
    if host.equalIgnoringCase("localhost") { return true }
    if host.count > 10, host.part(host.count - 10, host.count).equalIgnoringCase(".localhost") { return true }
    if isIPv4(host) { return host.part(0, 4).equal("127.") }
    guard host.contains(UInt8(ascii: ":")), let address = Address(host.text, port: 0) else { return false }
    return address.isLoopback
  }

  /// Four numbers below 256 with points between them.
  static func isIPv4(_ host: BorrowedBytes) -> Bool {
    var points = 0
    var digits = 0
    var number = 0
    for byte in host {
      if byte == UInt8(ascii: ".") {
        guard digits > 0 else { return false }
        points += 1
        digits = 0
        number = 0
      } else {
        guard Grammar.isDigit(byte), digits < 3 else { return false }
        digits += 1
        number = number * 10 + Int(byte - 0x30)
        guard number < 256 else { return false }
      }
    }
    return points == 3 && digits > 0
  }
}

/// A host's name as it is allowed, in lower case; `*.example.com` is any name below that, but not the name itself.
package struct HostPattern: Sendable, Equatable, ExpressibleByStringLiteral {
  /// The name; where `isWildcard` says so, what a name ends with, its dot included.
  private let text: String
  private let isWildcard: Bool

  /// A host without scheme, port and path, of which letter case and a final dot don't count; nil for what none is.
  package init?(_ text: String) {
    var name = text.lowercased()
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    if name != "localhost", let address = Address(name, port: 0) { name = address.hostText }
    if name.hasSuffix("."), name.count > 1 { name.removeLast() }
    isWildcard = name.hasPrefix("*.")
    self.text = isWildcard ? String(name.dropFirst()) : name
    let rest = Array(name.utf8.dropFirst(isWildcard ? 2 : 0))
    guard rest.withBytes({ HostPattern.isHost($0) }) else { return nil }
  }

  /// Of a name that stands in the program: one that is none ends it.
  package init(stringLiteral text: String) {
    guard let pattern = HostPattern(text) else { preconditionFailure("invalid host \(text)") }
    self = pattern
  }

  /// `host` is without port, brackets and trailing dot.
  func matches(_ host: BorrowedBytes) -> Bool {
    guard isWildcard else { return host.equalIgnoringCase(text) }
    let length = text.utf8.count
    guard host.count > length, host.first != UInt8(ascii: ".") else { return false }
    return host.part(host.count - length, host.count).equalIgnoringCase(text)
  }

  /// In the form in which it was allowed, in lower case.
  var description: String { isWildcard ? "*" + text : text }

  private static func isHost(_ bytes: BorrowedBytes) -> Bool {
    if bytes.contains(UInt8(ascii: ":")) { return Address(bytes.text, port: 0) != nil }
    guard Authority.isName(bytes), !bytes.isEmpty, !bytes.contains(UInt8(ascii: "*")) else { return false }
    return !".\(bytes.text).".holds("..")
  }
}
