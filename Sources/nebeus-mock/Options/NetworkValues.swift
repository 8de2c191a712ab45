import HTTP
import OdooHTTP

/// An address to listen on, or `localhost`, which is both loopback addresses.
struct ListenHost: OptionValue {
  static let expectation = "an IPv4 or IPv6 address such as 127.0.0.1 or ::1, or localhost"
  static let loopback = ListenHost(names: ["127.0.0.1", "::1"])

  private let names: [String]

  private init(names: [String]) { self.names = names }

  init?(argument: String) {
    if argument == "localhost" {
      self = .loopback
    } else {
      guard Address(argument, port: 0) != nil else { return nil }
      names = [argument]
    }
  }

  func addresses(port: UInt16) -> [Address] { names.compactMap { Address($0, port: port) } }
}

/// An origin that may call from a browser. Anything else would silently allow nobody.
extension OriginPattern: OptionValue {
  static let expectation = "an origin such as http://localhost:3000, or *"

  init?(argument: String) { self.init(argument) }
}

/// A host name that the server answers to. What can't be a host would silently allow nobody.
extension HostPattern: OptionValue {
  static let expectation = "a host name without port, such as mock.example.com"

  init?(argument: String) { self.init(argument) }
}

/// The URL by which clients reach the server.
struct PublicURL: OptionValue {
  static let expectation = "a URL of http or https without query, such as https://api.example.com"

  let address: PublicAddress

  init?(argument: String) {
    guard let address = PublicAddress(url: argument) else { return nil }
    self.address = address
  }
}

/// A proxy, or a range of them.
struct TrustedProxy: OptionValue {
  static let expectation = "an IPv4 or IPv6 address, or a range such as 10.0.0.0/8"

  let range: AddressRange

  init?(argument: String) {
    guard let range = AddressRange(argument) else { return nil }
    self.range = range
  }
}

/// A server's URL, `http://` and an address, with a port or without: `http://127.0.0.1:8069`, `http://[::1]:8069/`.
struct ServerURL: OptionValue {
  static let expectation = "http:// and an address, with a port or without, such as http://127.0.0.1:8069"

  let addresses: [Address]
  /// What comes after them, without a slash at the end.
  let path: String

  init?(argument: String) {
    guard argument.lowercased().hasPrefix("http://") else { return nil }
    let authority = argument.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" }
    // The colons of an IPv6 address are in brackets.
    let end = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)]
    let rest = authority[host.endIndex...]
    guard rest.isEmpty || rest.hasPrefix(":"), let port = rest.isEmpty ? 80 : UInt16(rest.dropFirst()),
      let listening = ListenHost(argument: String(host))
    else { return nil }
    addresses = listening.addresses(port: port)
    var path = argument.dropFirst("http://".count).drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" }
    while path.hasSuffix("/") { path.removeLast() }
    self.path = String(path)
  }
}

extension Address {
  /// Where a client on the same machine reaches what listens here: the wildcard addresses are no destination.
  var reachable: Address {
    switch hostText {
    case "0.0.0.0": Address("127.0.0.1", port: port) ?? self
    case "::": Address("::1", port: port) ?? self
    default: self
    }
  }
}
