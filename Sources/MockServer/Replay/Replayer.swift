import HTTP
import Instrumentation
import JSONRPC
import MockControl
import OdooHTTP
import Store
import Synchronization
import Time

/// Does to a database what a bundle says was done to another one, and compares the answers.
///
/// Calls go the way that they go in a server, except that no connection, delay or wait is in between: each is made at
/// its place in the order, at its moment.
struct Replayer {
  private let bundle: Bundle
  private let database: Database
  private let pipeline: APIPipeline
  private let intake: ReplayIntake
  private let responder: DirectResponder
  private var restoration: Restoration
  /// Calls that are answered later than they came, and their requests.
  private var held: [Int: APIExchange] = [:]
  private var requests: [Int: Bundle.Call] = [:]

  /// Makes the database. Throws `BundleError`, and what making one throws.
  init(_ bundle: Bundle, in databases: Databases, _ settings: Settings, coverage: CoverageLedger) throws {
    self.bundle = bundle
    var settings = settings
    settings.adminToken = nil
    let intake = ReplayIntake()
    let pipeline = APIPipeline(databases: databases, settings: settings, intake: intake)
    let api = MockServer.apiRoutes(through: pipeline, settings)
    let control = try MockServer.control(of: databases, settings, coverage: coverage, api)
    var http = ServerConfiguration(logger: settings.logger)
    http.refusal = { error, request, response in pipeline.refuse(error, request, &response) }
    responder = DirectResponder(http, router: try Router(api + control.routes(), prefix: BasePath.marker))
    self.intake = intake
    self.pipeline = pipeline
    database = try databases.put(bundle.name, bundle.options, at: bundle.moment, entropy: bundle.entropy).database
    restoration = try Restoration(of: bundle, scenario: database.origin?.source.text ?? [])
  }

  /// Replays the entries up to the one of a number, or to the first that differs.
  mutating func run(until last: Int?) throws -> ReplayReport {
    var done = 0
    var difference: ReplayDifference?
    for entry in bundle.entries.prefix(last ?? .max) {
      try database.withState { state in state.fixedMoment = entry.at }
      difference = try replay(entry)
      done += 1
      if difference != nil { break }
    }
    try letClockRun(after: done)
    return ReplayReport(bundle, replayed: done, difference)
  }

  private mutating func replay(_ entry: Bundle.Entry) throws -> ReplayDifference? {
    switch entry.event {
    case .controlled(let method, let target, let body):
      let difference = try control(method, target, body, entry.sessions)
      return difference.map { ReplayDifference(at: entry, of: "\(method) \(target)", $0) }
    case .held(let number, let reason, let given):
      let request = try request(given, number, of: entry)
      let difference = try hold(number, request, by: reason)
      return difference.map { ReplayDifference(at: entry, of: "\(request.method) \(request.target)", $0) }
    case .answered(let answer, let fault, let number, let given):
      let request = try request(given, number, of: entry)
      let difference = try makeCall(number, request, expecting: answer, fault: fault, entry.sessions)
      return difference.map { ReplayDifference(at: entry, of: "\(request.method) \(request.target)", $0) }
    }
  }

  /// The request of a call, which stands in its first entry.
  private mutating func request(_ given: Bundle.Call?, _ number: Int?, of entry: Bundle.Entry) throws -> Bundle.Call {
    if let given, let number { requests[number] = given }
    guard let request = given ?? number.flatMap({ requests[$0] }) else {
      throw BundleError("entries[\(entry.number - 1)].call: required")
    }
    return request
  }

  private mutating func control(
    _ method: String, _ target: String, _ body: [UInt8], _ sessions: [String]
  ) throws -> ReplayDifference.Kind? {
    let head = [
      "\(method) \(restoration.restored(target)) HTTP/1.1", "Host: localhost", "Content-Type: application/json",
      "X-Odoo-Database: \(bundle.name)",
    ]
    var response = Response()
    do throws(HTTPError) {
      try responder.respond(to: head, body: restoration.restored(body), &response)
    } catch {
      return .unreadable(error.message)
    }
    guard (200...299).contains(response.status.rawValue) else {
      return .refused(response.status.rawValue, response.body.withBytes { String(decoding: $0, as: UTF8.self) })
    }
    if let name = sessions.first, case .controlled(let record) = database.recording.latest, let id = record.session {
      restoration.note(session: id, as: name)
    }
    return nil
  }

  /// Does what was done of a call before its answer.
  private mutating func hold(
    _ number: Int, _ request: Bundle.Call, by reason: BundleFormat.Reason
  ) throws -> ReplayDifference.Kind? {
    switch reason {
    case .fault:
      guard let (call, responder) = take(request) else { return .unreadable(Self.unreadable) }
      held[number] = try database.withState { state in
        try pipeline.strike(call, in: database, state, by: responder)
      }
    case .poll:
      guard var exchange = held[number] ?? exchange(request) else { return .unreadable(Self.unreadable) }
      exchange.prepareToWait()
      var response = Response()
      guard !pipeline.make(exchange, &response, orWait: { _, _ in }) else { return .answeredAtOnce }
      try exchange.wait()
      held[number] = exchange
    }
    return nil
  }

  private mutating func makeCall(
    _ number: Int?, _ request: Bundle.Call, expecting answer: Bundle.Answer?, fault: String?, _ sessions: [String]
  ) throws -> ReplayDifference.Kind? {
    guard let exchange = number.flatMap({ held.removeValue(forKey: $0) }) ?? exchange(request) else {
      return .unreadable(Self.unreadable)
    }
    var response = Response()
    pipeline.make(exchange, &response)
    guard case .answered(let record, _, let issued) = database.recording.latest else {
      return .unreadable(Self.unreadable)
    }
    for (name, id) in zip(sessions, issued) { restoration.note(session: id, as: name) }
    return AnswerComparison(restoration).difference(of: record, from: answer, fault: fault)
  }

  private static let unreadable = "the request can't be read"

  private func exchange(_ request: Bundle.Call) -> APIExchange? {
    take(request).map { APIExchange($0.call, in: database, by: $0.responder) }
  }

  /// The call and what answers it, by the routes; nil if the request can't be read.
  private func take(_ request: Bundle.Call) -> (call: APICall, responder: any APIResponder)? {
    let head = ["\(request.method) \(request.target) HTTP/1.1"] + request.headers
    intake.expect(from: request.address)
    var response = Response()
    do throws(HTTPError) {
      try responder.respond(
        to: head.map { restoration.restored($0) }, body: restoration.restored(request.body), &response)
    } catch {
      return nil
    }
    return intake.take()
  }

  /// The clock goes on as it did: from the moment of the next entry, or from where the bundle was made.
  private func letClockRun(after done: Int) throws {
    let isWhole = done == bundle.entries.count
    let next = isWhole ? bundle.end.now : bundle.entries[done].at
    try database.withState { state in
      state.fixedMoment = nil
      let isFrozen = isWhole ? bundle.end.isFrozen : state.clock.isFrozen
      try state.set(isFrozen ? .frozen(at: next) : .running(from: next))
    }
  }
}

/// Takes calls from the routes that would answer them, for the replay, which makes them at other times
/// than they come, and of a database that is known.
final class ReplayIntake: Sendable {
  private struct State {
    var address: PublicAddress?
    var taken: (call: APICall, responder: any APIResponder)?
  }

  private let state = Mutex(State())

  /// By which address the client of the next call had reached the server.
  var address: PublicAddress? { state.withLock { $0.address } }

  func expect(from address: PublicAddress) {
    state.withLock { $0 = State(address: address) }
  }

  func put(_ call: APICall, for responder: any APIResponder) {
    state.withLock { $0.taken = (call, responder) }
  }

  /// The latest call and what answers it; nil if there is none.
  func take() -> (call: APICall, responder: any APIResponder)? {
    state.withLock { $0.taken.take() }
  }
}
