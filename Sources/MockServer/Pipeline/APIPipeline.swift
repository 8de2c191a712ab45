import Dispatch
import HTTP
import Instrumentation
import JSON
import JSONRPC
import MockControl
import NebeusAPI
import OdooHTTP
import Store

/// The way of every request outside the control plane: database, fault, answer, journal.
///
/// It alone takes a database's state for a call, applies faults and records; responders only answer.
struct APIPipeline: Sendable {
  private let databases: Databases
  private let selector: DatabaseSelector
  private let cookie: SessionCookie
  private let addresses: PublicAddressRule
  private let heads = CallHeadCache()
  private let isStrict: Bool
  private let errors: InternalErrorLog
  private let pollers = PollerIndex()
  private let pollLimit: Duration
  /// Where calls go instead of to a database, while recorded ones are made again; nil in a server.
  private let intake: ReplayIntake?

  init(databases: Databases, settings: Settings, intake: ReplayIntake? = nil) {
    self.databases = databases
    self.intake = intake
    selector = DatabaseSelector(databases: databases)
    cookie = SessionCookie(sameSite: settings.sameSite)
    addresses = PublicAddressRule(fixed: settings.publicURL, proxies: settings.trustedProxies)
    isStrict = settings.isStrict
    pollLimit = settings.pollLimit
    errors = InternalErrorLog(logger: settings.logger)
  }

  func route(
    _ method: HTTPMethod, _ path: String, parameters: [String] = [], queryParameters: [String] = [],
    to responder: any APIResponder
  ) -> Route {
    Route(method, path) { request, response in
      let head = head(of: request, route: path, parameters, queryParameters)
      let call = APICall(request, head, isStrict: isStrict)
      if let intake { return intake.put(call, for: responder) }
      do {
        let database = try selector.database(named: head.database.get(), session: head.session)
        deliver(try exchange(call, in: database, by: responder), &response)
      } catch {
        Refusals.write(error, noting: errors, to: &response)
      }
    }
  }

  /// Answers what HTTP refuses: requests that could be read are recorded, and faults strike those that no route takes.
  func refuse(_ error: HTTPError, _ request: borrowing Request?, _ response: inout Response) {
    let responder = RefusalResponder(error: error)
    switch request {
    // A request for a foreign host (DNS rebinding) concerns no database; those of the control plane aren't recorded.
    case .some(let request) where !Control.owns(error.path) && error.status != .misdirectedRequest:
      let head = CallHead(request, route: nil, address: address(of: request))
      let call = APICall(request, head, isStrict: isStrict)
      if let intake { return intake.put(call, for: responder) }
      guard let database = try? selector.database(named: head.database.get(), session: head.session) else {
        return responder.write(to: &response)
      }
      let isStruck = error.status == .notFound || error.status == .methodNotAllowed
      let struck = isStruck ? try? exchange(call, in: database, by: responder) : nil
      deliver(struck ?? APIExchange(call, in: database, by: responder), &response)
    default: responder.write(to: &response)
    }
  }

  /// The head of a request that a route takes: the one that is kept if it has come before.
  private func head(
    of request: borrowing Request, route: String, _ parameters: [String], _ queryParameters: [String]
  ) -> CallHead {
    // A recorded request has its client's address, which its head doesn't tell.
    let place = intake == nil ? heads.place(of: request) : nil
    if let kept = place?.head(of: request) { return kept }
    let head = CallHead(
      request, route: route, parameters: parameters, queryParameters: queryParameters, address: address(of: request))
    place?.keep(head, of: request)
    return head
  }

  /// By which address the client has reached the server, or had when the request was recorded.
  private func address(of request: borrowing Request) -> PublicAddress {
    intake?.address ?? addresses.address(for: request)
  }

  /// A call with the fault that strikes it, if one does.
  private func exchange(_ call: APICall, in database: Database, by responder: any APIResponder) throws -> APIExchange {
    guard !database.faults.isEmpty else { return APIExchange(call, in: database, by: responder) }
    let exchange = try database.withState { state in try strike(call, in: database, state, by: responder) }
    if exchange.pendingID != nil { database.waiting.notify() }
    return exchange
  }

  /// Decides which fault strikes a call, with the database's state to itself: it may draw from its randomness.
  func strike(
    _ call: APICall, in database: Database, _ state: DatabaseState, by responder: any APIResponder
  ) throws -> APIExchange {
    let fault = try database.faults.strike(
      method: call.description.method, path: call.description.path, route: call.description.route
    ) {
      call.calls?.map(\.params.object) ?? []
    } occurs: { probability in
      try state.nextRandom { probability.occurs(by: &$0) }
    }
    let delay = try fault?.delay.map { delay in
      delay.isFixed ? delay.shortest : try state.nextRandom { delay.next(from: &$0) }
    }
    var exchange = APIExchange(call, in: database, fault: fault, delay: delay, by: responder)
    exchange.recordStrike(at: state.now)
    if delay != nil, fault?.when == .before { exchange.recordArrival(at: state.now) }
    return exchange
  }

  /// Decides where and when a call is made: at once on this loop, on the database's queue, or when its delay is over.
  private func deliver(_ exchange: APIExchange, _ response: inout Response) {
    if exchange.responder.mayWait { return poll(exchange, response.defer()) }
    if let queue = exchange.database.queue { return make(exchange, on: queue, response.defer()) }
    response.preferredLoop = exchange.database.home
    guard let delay = exchange.delay else {
      make(exchange, &response)
      return
    }
    switch exchange.fault?.when {
    case .before:
      let held = HeldExchange(exchange)
      let deferral = response.defer()
      held.giveUp(ifClientLeaves: deferral)
      deferral.fallBack(after: delay) { response in
        if held.isReleased() { make(exchange, &response) } else { response.wire = .reset }
      }
    case .after, nil:
      make(exchange, &response)
      let kept = response.kept()
      response.defer().complete(after: delay) { $0.set(kept) }
    }
  }

  /// Makes a call on the database's queue, where waiting for the disk keeps no other connection waiting.
  private func make(_ exchange: APIExchange, on queue: DispatchQueue, _ deferral: Deferral) {
    let held = HeldExchange(exchange)
    let isHeldBefore = exchange.fault?.when == .before && exchange.delay != nil
    let work: @Sendable () -> Void = {
      guard held.isReleased() else { return }
      var response = Response()
      make(exchange, &response)
      let kept = response.kept()
      deferral.complete(after: isHeldBefore ? .zero : exchange.delay ?? .zero) { $0.set(kept) }
    }
    guard isHeldBefore, let delay = exchange.delay else { return queue.async(execute: work) }
    held.giveUp(ifClientLeaves: deferral)
    queue.asyncAfter(deadline: .now() + delay.interval, execute: work)
  }

  /// Makes a call that waits until there is something to answer.
  private func poll(_ exchange: APIExchange, _ deferral: Deferral) {
    var exchange = exchange
    exchange.prepareToWait()
    let pollers = pollers.enter(exchange.database)
    let poll = Poll(exchange, deferral, pollers, limit: pollLimit) { exchange, response, wait in
      make(exchange, &response, orWait: wait)
    }
    guard let delay = exchange.delay, exchange.fault?.when == .before else {
      guard let queue = exchange.database.queue else { return poll.start() }
      return queue.async { poll.start() }
    }
    let held = HeldExchange(exchange)
    held.giveUp(ifClientLeaves: deferral)
    (exchange.database.queue ?? .global()).asyncAfter(deadline: .now() + delay.interval) {
      if held.isReleased() { poll.start() }
    }
  }

  /// Makes a call: answers it, applies the fault and records it, all with the database's state to itself.
  ///
  /// - Parameter wait: called instead, with the user who waits, if there is nothing to answer yet.
  /// - Returns: whether the call is answered.
  @discardableResult
  func make(
    _ exchange: APIExchange, _ response: inout Response, orWait wait: ((_ user: Int, DatabaseState) -> Void)? = nil
  ) -> Bool {
    let (call, database) = (exchange.call, exchange.database)
    var isAnswered = true
    do {
      try database.withState { state in
        let state = LentState(state: state).state
        let outcome =
          exchange.reachesResponder
          ? try exchange.responder.respond(to: call, in: state, &response)
          : Outcome(user: try CallContext.login(of: call.head.session, in: state))
        if let user = outcome.awaitingUser, let wait {
          isAnswered = false
          exchange.recordWait(at: state.now)
          return wait(user, state)
        }
        for change in outcome.sessionChanges { apply(change, by: call, of: database, to: &response) }
        exchange.finish(&response, outcome, at: state.now)
      }
    } catch {
      response.set(Response().kept())
      Refusals.write(error, noting: errors, to: &response)
      // A database that is gone has no journal to write to.
      _ = try? database.withState { state in exchange.finish(&response, Outcome(), at: state.now) }
    }
    database.waiting.notify()
    return isAnswered
  }

  /// Hands a session to the client or takes it back, and notes whose it is.
  private func apply(_ change: SessionChange, by call: APICall, of database: Database, to response: inout Response) {
    switch change {
    case .issued(let session):
      cookie.give(session, under: call.description.basePath, to: &response)
      databases.note(session: session, issuedBy: database)
    case .ended(let session):
      cookie.clear(under: call.description.basePath, in: &response)
      databases.forget(session: session, issuedBy: database)
    }
  }
}

/// A database's state as responders get it, in the same region as the response that they fill in.
///
/// `withState` lends the state as a region of its own, while the response belongs to the loop: passed to one call, the
/// two regions would become one, which the compiler can't undo when the lock is released. It is safe since both are
/// used by this thread alone until then, and no responder has a place to keep the state: responders are `Sendable`
/// values without mutable storage, `Outcome` and `Response` hold no reference to it, and a `CallContext` ends with the
/// call.
private struct LentState: @unchecked Sendable {
  let state: DatabaseState
}

extension Duration {
  /// The same for Dispatch, to the millisecond, and never shorter.
  fileprivate var interval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    return .milliseconds(Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
