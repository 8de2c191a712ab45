import Glibc

/// The hosts that this server answers for; any other may be a name that an attacker pointed at it (DNS rebinding).
struct HostRule: Sendable {
  private let names: [String]

  /// `names` are taken beside loopback names, addresses and names of one label; letter case and a final dot don't count.
  init(allowing names: [String]) {
    self.names = names.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
  }

  /// `host` is without port, brackets and trailing dot.
  func allows(_ host: UnsafeRawBufferPointer) -> Bool {
    if !host.contains(UInt8(ascii: ".")) { return true }
    return HostRule.isLoopback(host) || HostRule.isIPv4(host) || host.contains(UInt8(ascii: ":"))
      || names.contains { host.equalIgnoringCase($0) }
  }

  static func isLoopback(_ host: UnsafeRawBufferPointer) -> Bool {
    if host.equalIgnoringCase("localhost") { return true }
    if host.count > 10, host.part(host.count - 10, host.count).equalIgnoringCase(".localhost") { return true }
    if isIPv4(host) { return host.part(0, 4).equal("127.") }
    guard host.contains(UInt8(ascii: ":")), let address = Address(host.text, port: 0) else { return false }
    return address.isLoopback
  }

  /// Four numbers below 256 with points between them.
  static func isIPv4(_ host: UnsafeRawBufferPointer) -> Bool {
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
