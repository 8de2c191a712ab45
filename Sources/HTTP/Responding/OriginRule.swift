import Basics

/// Which origins may read the answers of this server from a browser (WHATWG Fetch, CORS protocol).
package enum OriginRule: Sendable {
  /// Origins of any scheme and port whose host is localhost, a name below it, 127.0.0.0/8 or [::1].
  ///
  /// Apps in a web view have schemes of their own: `capacitor://localhost`, `tauri://localhost`.
  case loopback
  case listed([OriginPattern])
  /// Any; it is reflected, since credentials are allowed.
  case any

  /// Nothing given means the loopback, and an asterisk any.
  package init(_ patterns: [OriginPattern]) {
    if patterns.contains("*") {
      self = .any
    } else {
      self = patterns.isEmpty ? .loopback : .listed(patterns)
    }
  }

  func allows(_ origin: BorrowedBytes) -> Bool {
    switch self {
    case .any: return true
    case .listed(let patterns): return patterns.contains { $0.matches(origin) }
    case .loopback:
      guard let (_, authority) = OriginRule.split(origin), let host = Authority.host(in: authority) else {
        return false
      }
      return HostRule.isLoopback(authority.part(host.lowerBound, host.upperBound))
    }
  }

  /// Host and port of an http or https origin; nil for `null` and other schemes.
  static func webAuthority(of origin: BorrowedBytes) -> BorrowedBytes? {
    guard let (scheme, authority) = split(origin) else { return nil }
    return scheme.equalIgnoringCase("http") || scheme.equalIgnoringCase("https") ? authority : nil
  }

  /// Scheme (RFC 3986, section 3.1) and authority; nil for `null` and what is no origin.
  static func split(
    _ origin: BorrowedBytes
  ) -> (scheme: BorrowedBytes, authority: BorrowedBytes)? {
    guard let colon = origin.firstIndex(of: UInt8(ascii: ":"), from: 0), origin.count > colon + 3 else { return nil }
    guard origin.part(colon, colon + 3).equal("://") else { return nil }
    let scheme = origin.part(0, colon)
    guard let first = scheme.first, (0x61...0x7A).contains(Grammar.lowercased(first)) else { return nil }
    let isScheme = scheme.allSatisfy { byte in
      (0x61...0x7A).contains(Grammar.lowercased(byte)) || Grammar.isDigit(byte) || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    return isScheme ? (scheme, origin.part(colon + 3, origin.count)) : nil
  }
}

/// An origin as it is allowed, made what browsers send: in lower case, and without its scheme's own port.
///
/// `https://*.example.com` is any host below that, but not the host itself; `*` is any origin. Source: RFC 6454,
/// section 6.
package struct OriginPattern: Sendable, Equatable, ExpressibleByStringLiteral {
  private let text: String
  /// Where an asterisk stands for labels: what is before and behind them.
  private let labels: Surroundings?

  private struct Surroundings: Equatable {
    let before: String
    let behind: String
  }

  /// Nil for what no browser sends: an origin has a scheme, a host, and a port if it isn't the scheme's own.
  package init?(_ origin: String) {
    // A page from a file or in a sandboxed frame has the origin "null".
    guard origin != "*", origin != "null" else {
      text = origin
      labels = nil
      return
    }
    let parts: (scheme: String, authority: String)? = Array(origin.utf8).withBytes { bytes in
      OriginRule.split(bytes).map { ($0.scheme.text.lowercased(), $0.authority.text) }
    }
    guard let (scheme, authority) = parts else { return nil }
    let (hostText, portText) = OriginPattern.cut(authority)
    guard let host = HostPattern(hostText)?.description, let port = OriginPattern.port(portText, of: scheme),
      !OriginPattern.isUnfinishedAddress(host, of: scheme)
    else { return nil }
    // Browsers keep the dot of https://example.com./ in the origin.
    let dot = hostText.hasSuffix(".") ? "." : ""
    text = "\(scheme)://" + (host.contains(":") ? "[\(host)]" : host) + dot + port
    let before = "\(scheme)://"
    labels = host.hasPrefix("*.") ? Surroundings(before: before, behind: String(text.dropFirst(before.count + 1))) : nil
  }

  /// Of an origin that stands in the program: one that is none ends it.
  package init(stringLiteral text: String) {
    guard let pattern = OriginPattern(text) else { preconditionFailure("invalid origin \(text)") }
    self = pattern
  }

  func matches(_ origin: BorrowedBytes) -> Bool {
    guard let labels else { return origin.equalIgnoringCase(text) }
    let (start, end) = (labels.before.utf8.count, origin.count - labels.behind.utf8.count)
    guard start < end, origin.part(0, start).equalIgnoringCase(labels.before),
      origin.part(end, origin.count).equalIgnoringCase(labels.behind), origin[start] != UInt8(ascii: ".")
    else { return false }
    return Authority.isName(origin.part(start, end))
  }

  /// Whether browsers take the host for an IPv4 address and send it in another form: 127.1 is 127.0.0.1 to them.
  ///
  /// Source: WHATWG URL, "ends in a number".
  private static func isUnfinishedAddress(_ host: String, of scheme: String) -> Bool {
    guard scheme == "http" || scheme == "https", Address(host, port: 0) == nil else { return false }
    let last = host.split(separator: ".").last ?? ""
    guard last.hasPrefix("0x") else { return last.utf8.allSatisfy(Grammar.isDigit) }
    return last.utf8.dropFirst(2).allSatisfy { Hexadecimal.value(of: $0) != nil }
  }

  /// An IPv6 address has colons of its own, in brackets.
  private static func cut(_ authority: String) -> (host: String, port: Substring?) {
    let afterAddress = authority.lastIndex(of: "]") ?? authority.startIndex
    guard let colon = authority[afterAddress...].lastIndex(of: ":") else { return (authority, nil) }
    return (String(authority[..<colon]), authority[authority.index(after: colon)...])
  }

  /// As it is sent: with its colon, or empty; nil for what is no port.
  private static func port(_ text: Substring?, of scheme: String) -> String? {
    guard let text, !text.isEmpty else { return "" }
    guard text.utf8.allSatisfy(Grammar.isDigit), let port = UInt16(text), port > 0 else { return nil }
    return ["http": 80, "https": 443][scheme] == port ? "" : ":\(port)"
  }
}
