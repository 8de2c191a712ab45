import Dispatch
import HTTP
import Instrumentation
import JSON
import JSONRPC
import Logging
import MockControl
import OdooHTTP
import Store

/// The way in for every request outside the control plane: to its database, past its faults, into its journal.
struct APIPipeline: Sendable {
  private let selector: DatabaseSelector
  private let log: InternalErrorLog

  init(databases: Databases, logger: Logger) {
    selector = DatabaseSelector(databases: databases)
    log = InternalErrorLog(logger: logger)
  }

  func route(
    _ method: HTTP.Method, _ path: String, parameters: [String] = [], queryParameters: [String] = [],
    to answerer: some APIResponder
  ) -> Route {
    Route(method, path) { request, response in
      let call = APICall(request, route: path, parameters: parameters, queryParameters: queryParameters)
      let database: Database
      do {
        database = try selector.database(for: request, session: call.session)
      } catch {
        return Refusals.write(error, noting: log, to: &response)
      }
      receive(call, in: database, by: answerer, &response)
    }
  }

  /// Writes a refusal of HTTP's: the journal has those of requests that could be read, and faults strike those that
  /// no route takes.
  func refuse(_ refusal: HTTPError, _ request: borrowing Request?, _ response: inout Response) {
    let answerer = RefusalResponder(refusal: refusal)
    // A request of a host that isn't ours (DNS rebinding) has nothing to do with any database.
    guard !Control.owns(refusal.path), refusal.status != .misdirectedRequest else {
      return answerer.write(to: &response)
    }
    switch request {
    case .none: answerer.write(to: &response)
    case .some(let request):
      let call = APICall(request, route: nil)
      guard let database = try? selector.database(for: request, session: call.session) else {
        return answerer.write(to: &response)
      }
      if refusal.status == .notFound || refusal.status == .methodNotAllowed {
        receive(call, in: database, by: answerer, &response)
      } else {
        answer(APIExchange(call: call, database: database, fault: nil), by: answerer, &response)
      }
    }
  }

  private func receive(
    _ call: consuming APICall, in database: Database, by answerer: some APIResponder, _ response: inout Response
  ) {
    let fault = database.faults.isEmpty ? nil : fault(for: call, in: database)
    let passage = APIExchange(call: call, database: database, fault: fault)
    if let queue = database.queue { return answer(passage, by: answerer, on: queue, response.defer()) }
    guard let fault, let delay = fault.delay else { return answer(passage, by: answerer, &response) }
    switch fault.when {
    case .before:
      let pending = PendingExchange(passage) { response in answer(passage, by: answerer, &response) }
      let deferral = response.defer()
      pending.giveUp(where: deferral)
      deferral.fallBack(after: delay) { response in
        if !pending.run(&response) { response.wire = .reset }
      }
    case .after:
      answer(passage, by: answerer, &response)
      let kept = response.kept()
      response.defer().complete(after: delay) { $0.set(kept) }
    }
  }

  /// Answers on the database's queue, where waiting for the disk keeps no other connection waiting.
  private func answer(
    _ passage: APIExchange, by answerer: some APIResponder, on queue: DispatchQueue, _ deferral: Deferral
  ) {
    let delay = passage.fault?.delay ?? .zero
    let isBefore = passage.fault?.when == .before && delay > .zero
    let pending = PendingExchange(passage) { response in answer(passage, by: answerer, &response) }
    let work: @Sendable () -> Void = {
      var response = Response()
      guard pending.run(&response) else { return }
      let kept = response.kept()
      deferral.complete(after: isBefore ? .zero : delay) { $0.set(kept) }
    }
    guard isBefore else { return queue.async(execute: work) }
    pending.giveUp(where: deferral)
    queue.asyncAfter(deadline: .now() + delay.interval, execute: work)
  }

  /// Answers a call whose time has come, on any thread: to a response of a loop's, or to one that is then kept.
  func answer(_ passage: APIExchange, by answerer: some APIResponder, _ response: inout Response) {
    do {
      if passage.fault?.keepsFromHandler == true {
        try passage.database.withState { state in passage.close(&response, at: state.now) }
      } else {
        try answerer.answer(passage, to: &response)
      }
    } catch {
      fail(error, passage, &response)
    }
    passage.database.waiting.notify()
  }

  private func fail(_ error: any Error, _ passage: APIExchange, _ response: inout Response) {
    response.set(Response().kept())
    Refusals.write(error, noting: log, to: &response)
    // A database that is gone has no journal to write into.
    guard let now = try? passage.database.withState({ $0.now }) else { return }
    passage.close(&response, at: now)
  }

  /// The fault that strikes a call. One that can't be drawn doesn't.
  private func fault(for call: APICall, in database: Database) -> Fault? {
    try? database.faults.strike(method: call.method.name, path: call.path, route: call.route) {
      Self.params(of: call)
    } occurs: { probability in
      try database.withState { state in try state.nextRandom { probability.occurs(by: &$0) } }
    }
  }

  private static func params(of call: APICall) -> [JSONValue?] {
    switch try? call.calls(isStrict: false) {
    case nil: []
    case .single(let call): [call.params.object]
    case .batch(let calls): calls.map { $0.params.object }
    }
  }
}
