/// What is decided about a request before its route is looked for: hosts, origins, OPTIONS.
extension EventLoop {
  /// Why a request is not for this server; nil if it is.
  func gate(_ request: borrowing Request) -> HTTPError? {
    guard let authority = request.head.authority else { return nil }
    guard !context.hosts.allows(Authority.host(authority.bytes(of: request.base))) else { return nil }
    // RFC 9110, section 15.5.20.
    var refusal = HTTPError(
      .misdirectedRequest,
      "The host \(request.host) is not one of this server's: those are loopback names, addresses, "
        + "names of one label, and what it was told to allow" + EventLoop.inParentheses(context.configuration.hostHint))
    refusal.path = request.path
    return refusal
  }

  /// What the Origin field means; costs nothing where there is none.
  func standing(
    of head: RequestHead, _ lines: UnsafeBufferPointer<FieldLine>, _ base: UnsafeRawPointer
  ) -> OriginStanding {
    guard head.present & KnownField.origin.bit != 0 else { return .none }
    var standing = OriginStanding.none
    for line in lines where line.known == .origin {
      // Two Origin fields are nobody's.
      guard standing == .none else { return .foreign }
      let origin = line.value.bytes(of: base)
      if isOwn(origin, head, base) {
        standing = .own
      } else {
        standing = context.configuration.allowedOrigins.allows(origin) ? .allowed : .foreign
      }
    }
    return standing
  }

  /// Answers OPTIONS unless a route does; false if that is to be looked for.
  func answerOptions(_ connection: Connection, _ request: borrowing Request) -> Bool {
    if request.head.isAsterisk {
      return answerAllow(connection, context.router.methods)
    }
    // Only a browser sends an origin with OPTIONS, before the page's own call.
    guard request.origin != .foreign else { return refuseOrigin(connection, request) }
    let isPreflight = request.origin != .none && request.hasField(.accessControlRequestMethod)
    let methods: [Method]
    switch context.router.find(.options, path: request.head.path, in: request.base) {
    case .found:
      guard isPreflight else { return false }
      methods = context.router.methods
    case .wrongMethod(let allowed): methods = allowed
    // A browser is let through to the 404, which says more than a failed preflight.
    case .unknown:
      guard isPreflight else { return false }
      methods = context.router.methods
    }
    if isPreflight { return answerPreflight(connection, request, methods) }
    return answerAllow(connection, methods)
  }

  /// RFC 9110, section 9.3.7.
  private func answerAllow(_ connection: Connection, _ methods: [Method]) -> Bool {
    response.status = .noContent
    response.setField(.allow, EventLoop.list(methods))
    finish(connection)
    return true
  }

  /// WHATWG Fetch, section 3.2.3, and Private Network Access.
  private func answerPreflight(
    _ connection: Connection, _ request: borrowing Request, _ methods: [Method]
  ) -> Bool {
    response.status = .noContent
    response.setField(.allow, EventLoop.list(methods))
    response.setField(.accessControlAllowMethods, EventLoop.list(methods))
    if let names = request.field(.accessControlRequestHeaders) {
      response.setField(.accessControlAllowHeaders, names)
    }
    if request.fieldEquals(.accessControlRequestPrivateNetwork, "true") {
      response.setField(.accessControlAllowPrivateNetwork, "true")
    }
    response.setField(.accessControlMaxAge, "600")
    finish(connection)
    return true
  }

  private func refuseOrigin(_ connection: Connection, _ request: borrowing Request) -> Bool {
    var refusal = HTTPError(
      .forbidden,
      "The origin \(request.field(.origin) ?? "") is not one that this server was told to allow"
        + EventLoop.inParentheses(context.configuration.originHint))
    refusal.path = request.path
    refuse(connection, refusal, request.again())
    return true
  }

  private func isOwn(_ origin: UnsafeRawBufferPointer, _ head: RequestHead, _ base: UnsafeRawPointer) -> Bool {
    guard let host = head.authority?.bytes(of: base), let authority = OriginRule.authority(of: origin) else {
      return false
    }
    guard authority.count == host.count else { return false }
    return zip(authority, host).allSatisfy { Grammar.lowercased($0) == Grammar.lowercased($1) }
  }

  private static func inParentheses(_ hint: String?) -> String { hint.map { " (\($0))" } ?? "" }

  private static func list(_ methods: [Method]) -> String { methods.map(\.name).joined(separator: ", ") }
}
