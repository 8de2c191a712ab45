import Basics

/// The field names that the server itself asks for: a request's are recognised once, while its head is read.
enum KnownField: UInt8, CaseIterable, Sendable {
  case other
  case host, connection, contentLength, transferEncoding, expect
  case contentType, cookie, origin, prefer, authorization, accept, userAgent
  case contentEncoding, ifMatch, ifNoneMatch
  case accessControlRequestMethod, accessControlRequestHeaders, accessControlRequestPrivateNetwork

  /// In lower case, as they are compared.
  var name: StaticString {
    switch self {
    case .other: ""
    case .host: "host"
    case .connection: "connection"
    case .contentLength: "content-length"
    case .transferEncoding: "transfer-encoding"
    case .expect: "expect"
    case .contentType: "content-type"
    case .cookie: "cookie"
    case .origin: "origin"
    case .prefer: "prefer"
    case .authorization: "authorization"
    case .accept: "accept"
    case .userAgent: "user-agent"
    case .contentEncoding: "content-encoding"
    case .ifMatch: "if-match"
    case .ifNoneMatch: "if-none-match"
    case .accessControlRequestMethod: "access-control-request-method"
    case .accessControlRequestHeaders: "access-control-request-headers"
    case .accessControlRequestPrivateNetwork: "access-control-request-private-network"
    }
  }

  init(_ name: BorrowedBytes) {
    // The length leaves one or a few candidates, so that a name is compared about once.
    let first: KnownField
    var second = KnownField.other
    var third = KnownField.other
    switch name.count {
    case 4: first = .host
    case 6: (first, second, third) = name[0] | 0x20 == 0x6f ? (.origin, .other, .other) : (.cookie, .accept, .prefer)
    case 8: first = .ifMatch
    case 10: (first, second) = (.connection, .userAgent)
    case 12: first = .contentType
    case 13: (first, second) = (.ifNoneMatch, .authorization)
    case 14: first = .contentLength
    case 16: first = .contentEncoding
    case 17: first = .transferEncoding
    case 29: first = .accessControlRequestMethod
    case 30: first = .accessControlRequestHeaders
    case 38: first = .accessControlRequestPrivateNetwork
    default: first = .other
    }
    if first != .other, name.equalIgnoringCase(first.name) {
      self = first
    } else if second != .other, name.equalIgnoringCase(second.name) {
      self = second
    } else if third != .other, name.equalIgnoringCase(third.name) {
      self = third
    } else if name.count == 6, name.equalIgnoringCase(KnownField.expect.name) {
      self = .expect
    } else {
      self = .other
    }
  }

  /// Its place in a set of them.
  var bit: UInt64 { 1 << UInt64(rawValue) }
}
