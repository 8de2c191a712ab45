import Basics
import HTTP

/// The scheme and the authority by which clients reach the server: links in mails lead there.
package struct PublicAddress: Sendable, Equatable {
  package let scheme: String
  /// Host and port, and a path if the server is behind one.
  package let authority: String

  package init(scheme: String, authority: String) {
    self.scheme = scheme
    self.authority = authority
  }

  /// Nil for what is no URL of http or https without query; a slash at its end doesn't count.
  package init?(url: String) {
    guard let end = url.firstOccurrence(of: "://") else { return nil }
    let scheme = url[..<end.lowerBound].lowercased()
    let rest = url[end.upperBound...]
    let authority = rest.hasSuffix("/") ? String(rest.dropLast()) : String(rest)
    guard scheme == "http" || scheme == "https", let first = authority.first, first != "/", first != ":",
      authority.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#@\"<>\\^`{|}".utf8.contains($0) })
    else { return nil }
    self.init(scheme: scheme, authority: authority)
  }
}

/// Decides by which address a client has reached the server: `--public-url`, what a proxy says that is trusted, else
/// the request's host.
///
/// Source: docs/http.md, Behind a proxy; RFC 7239, section 4.
package struct PublicAddressRule: Sendable {
  private let fixed: PublicAddress?
  private let proxies: [AddressRange]

  /// - Parameter proxies: whose word is taken, beside that of loopback addresses.
  package init(fixed: PublicAddress?, proxies: [AddressRange]) {
    self.fixed = fixed
    self.proxies = proxies
  }

  package func address(for request: borrowing Request) -> PublicAddress {
    if let fixed { return fixed }
    guard request.remote.isLoopback || proxies.contains(where: { $0.contains(request.remote) }) else {
      return PublicAddress(scheme: "http", authority: request.authority)
    }
    // Of several proxies, the first is the one that the client has reached.
    let forwarded = request.field(.forwarded).map { Self.parameters(of: $0) } ?? [:]
    let scheme = (forwarded["proto"] ?? request.field(.forwardedProto).map { Self.first(of: $0) })?.lowercased()
    let host = forwarded["host"].flatMap { PublicAddress(url: "http://" + $0)?.authority }
    return PublicAddress(scheme: scheme == "https" ? "https" : "http", authority: host ?? request.authority)
  }

  private static func first(of list: String) -> String {
    trimmed(list.prefix { $0 != "," })
  }

  /// The parameters of the first element of a Forwarded field, by lower-case names.
  static func parameters(of field: String) -> [String: String] {
    var parameters: [String: String] = [:]
    var rest = field[...]
    while !rest.isEmpty {
      let name = trimmed(rest.prefix { $0 != "=" && $0 != ";" && $0 != "," }).lowercased()
      rest = rest.drop { $0 != "=" && $0 != ";" && $0 != "," }
      if rest.first == "=" {
        rest = rest.dropFirst()
        var value = ""
        if rest.first == "\"" {
          rest = rest.dropFirst()
          while let next = rest.popFirst(), next != "\"" {
            guard next == "\\" else {
              value.append(next)
              continue
            }
            if let escaped = rest.popFirst() { value.append(escaped) }
          }
        } else {
          value = trimmed(rest.prefix { $0 != ";" && $0 != "," })
        }
        rest = rest.drop { $0 != ";" && $0 != "," }
        if parameters[name] == nil { parameters[name] = value }
      }
      guard rest.popFirst() == ";" else { break }
    }
    return parameters
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }
}

extension FieldName {
  static let forwarded = FieldName(literal: "Forwarded")
  static let forwardedProto = FieldName(literal: "X-Forwarded-Proto")
}
