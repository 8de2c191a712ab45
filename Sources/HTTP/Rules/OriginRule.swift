/// Which origins may read the answers of this server from a browser (WHATWG Fetch, CORS protocol).
package enum OriginRule: Sendable {
  /// `http` and `https` origins of any port on localhost, a name below it, 127.0.0.0/8 or [::1].
  case loopback
  /// These, as browsers write them: scheme, host, port unless it is the scheme's.
  case listed([String])
  /// Any; it is reflected, since credentials are allowed.
  case any

  /// The command line's list: nothing given means the loopback, and one asterisk any.
  package init(_ origins: [String]) {
    if origins.contains("*") {
      self = .any
    } else {
      self = origins.isEmpty ? .loopback : .listed(origins)
    }
  }

  func allows(_ origin: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .any: return true
    case .listed(let origins): return origins.contains { origin.equalIgnoringCase($0) }
    case .loopback:
      guard let authority = OriginRule.authority(of: origin), Authority.isValid(authority) else { return false }
      return HostRule.isLoopback(Authority.host(authority))
    }
  }

  /// Host and port of an http or https origin; nil for `null` and other schemes.
  static func authority(of origin: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    if origin.count > 7, origin.part(0, 7).equalIgnoringCase("http://") { return origin.part(7, origin.count) }
    if origin.count > 8, origin.part(0, 8).equalIgnoringCase("https://") { return origin.part(8, origin.count) }
    return nil
  }
}
