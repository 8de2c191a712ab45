import HTTP

extension Address {
  /// The address in a URL such as `http://127.0.0.1:8069` or `http://[::1]:8069/`; nil where there is none.
  init?(url: String) {
    guard url.lowercased().hasPrefix("http://") else { return nil }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" }
    // An IPv6 address has colons of its own, in brackets.
    let end = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)]
    let rest = authority[host.endIndex...]
    guard rest.isEmpty || rest.hasPrefix(":"), let port = rest.isEmpty ? 80 : UInt16(rest.dropFirst()) else {
      return nil
    }
    self.init(String(host), port: port)
  }
}
