import Basics

/// What a request's Origin field means for this server.
package enum OriginStanding: Sendable, Equatable {
  /// No Origin field: no browser asks across origins.
  case none
  /// The origin that the request itself is addressed to.
  case own
  case allowed
  case foreign
}

/// Which pages may call this server from a browser and read its answers (WHATWG Fetch, CORS protocol).
struct CORS: Sendable {
  private let allowed: OriginRule
  private let hint: String?
  /// The line that says what pages may read; empty if there is nothing to say.
  private let exposedFieldsLine: String

  init(_ configuration: ServerConfiguration) {
    allowed = configuration.allowedOrigins
    hint = configuration.originHint
    let names = configuration.exposedFields.map(\.name).joined(separator: ", ")
    exposedFieldsLine = names.isEmpty ? "" : "Access-Control-Expose-Headers: \(names)\r\n"
  }

  /// What the Origin field of a request means; costs nothing where there is none.
  func standing(of request: borrowing Request) -> OriginStanding {
    guard request.head.present & KnownField.origin.bit != 0 else { return .none }
    var standing = OriginStanding.none
    for line in request.lines where line.known == .origin {
      // Two Origin fields are nobody's.
      guard standing == .none else { return .foreign }
      let origin = line.value.bytes(of: request.bytes)
      standing = isOwn(origin, request) ? .own : allowed.allows(origin) ? .allowed : .foreign
    }
    return standing
  }

  /// Why an OPTIONS request is not answered; nil if it is. Only a browser sends an origin with one.
  func refusal(of request: borrowing Request) -> HTTPError? {
    guard request.origin == .foreign else { return nil }
    var error = HTTPError(
      .forbidden,
      "The origin \(request.field(.origin) ?? "") is not allowed by this server"
        + (hint.map { " (\($0))" } ?? ""))
    error.path = request.path
    return error
  }

  /// Whether a browser asks before a page's own call.
  static func isPreflight(_ request: borrowing Request) -> Bool {
    request.origin != .none && request.hasField(.accessControlRequestMethod)
  }

  /// WHATWG Fetch, section 3.2.3, and Private Network Access.
  func writePreflight(_ request: borrowing Request, allowing methods: String, to response: inout Response) {
    response.setField(.accessControlAllowMethods, methods)
    if let names = request.field(.accessControlRequestHeaders) {
      response.setField(.accessControlAllowHeaders, names)
    }
    if request.fieldEquals(.accessControlRequestPrivateNetwork, "true") {
      response.setField(.accessControlAllowPrivateNetwork, "true")
    }
    response.setField(.accessControlMaxAge, "600")
  }

  /// Browsers may read what is allowed; a cache must not give one origin's answer to another.
  func writeFields(of exchange: Exchange, to out: inout ByteBuffer) {
    if let origin = exchange.allowedOrigin {
      out.append("Access-Control-Allow-Origin: ")
      out.append(origin)
      out.append("\r\nAccess-Control-Allow-Credentials: true\r\n")
      out.append(exposedFieldsLine)
      out.append("Vary: Origin\r\n")
    } else if exchange.method?.readsOnly == true {
      out.append("Vary: Origin\r\n")
    }
  }

  private func isOwn(_ origin: BorrowedBytes, _ request: borrowing Request) -> Bool {
    guard let host = request.head.authority?.bytes(of: request.bytes),
      let authority = OriginRule.webAuthority(of: origin)
    else { return false }
    guard authority.count == host.count else { return false }
    return zip(authority, host).allSatisfy { Grammar.lowercased($0) == Grammar.lowercased($1) }
  }
}
