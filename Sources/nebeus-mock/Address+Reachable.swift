import HTTP

extension Address {
  /// Where a client on the same machine finds what listens here: an address that stands for all of them is none.
  var reachable: Address {
    switch hostText {
    case "0.0.0.0": Address("127.0.0.1", port: port) ?? self
    case "::": Address("::1", port: port) ?? self
    default: self
    }
  }
}
