import HTTP
import Instrumentation
import JSONRPC
import Store
import Synchronization
import Time

/// A call on its way through a database, with the fault that strikes it.
struct APIExchange: Sendable {
  let call: APICall
  let database: Database
  let fault: Fault?
  /// How long the fault holds the call or its answer up.
  let delay: Duration?
  let responder: any APIResponder
  /// The id in the journal of a call that is held up before it is made, or waits.
  private(set) var pendingID: Int?
  /// The number in the recording of a call of which something is recorded before its answer.
  private var number: Recording.CallNumber?

  init(
    _ call: APICall, in database: Database, fault: Fault? = nil, delay: Duration? = nil, by responder: any APIResponder
  ) {
    self.call = call
    self.database = database
    self.fault = fault
    self.delay = delay
    self.responder = responder
  }

  /// Whether the call is made, or the fault answers in its place.
  var reachesResponder: Bool { fault?.keepsFromHandler != true }

  /// Notes that the call has found nothing to answer and will be made again.
  mutating func wait() throws {
    call.isRepeated.store(true, ordering: .relaxed)
    guard pendingID == nil else { return }
    let now = try database.withState { $0.now }
    recordArrival(at: now)
    database.waiting.notify()
  }

  /// Records that faults have been decided for the call. The caller has the state to itself.
  mutating func recordStrike(at now: Timestamp) {
    let number = database.recording.nextNumber()
    self.number = number
    database.recording.note(.struck(.init(number, request(sharing: nil), at: now)))
  }

  /// Gives the call a number, since it may have to wait.
  mutating func prepareToWait() {
    if number == nil { number = database.recording.nextNumber() }
  }

  /// Records that the call has found nothing for the first time. The caller has the state to itself.
  func recordWait(at now: Timestamp) {
    guard let number, !call.isRepeated.load(ordering: .relaxed) else { return }
    database.recording.note(.waits(.init(number, request(sharing: nil), at: now)))
  }

  /// Applies the fault to the answer and records the call.
  ///
  /// Called under the state's lock, so that the journal has the order in which things happened.
  func finish(_ response: inout Response, _ outcome: Outcome, at now: Timestamp) {
    if let fault { FaultAnswer(fault, to: call).strike(&response) }
    let status = call.head.conditions?.status(of: response) ?? response.status
    let made = record(outcome) { latest in
      JournalRecord(
        at: now, user: outcome.user, request: request(sharing: latest), calls: call.count,
        answer: answer(response, status, sharing: latest), microseconds: call.stopwatch.microseconds,
        refusal: outcome.refusal, fault: fault?.id, isFaultsAnswer: fault?.replacesAnswer ?? false)
    }
    guard responder.isRepeatable else { return }
    let sessions = outcome.sessionChanges.compactMap { if case .issued(let session) = $0 { session } else { nil } }
    database.recording.note(.answered(made, number: number, sessions: sessions))
  }

  /// Records that the call has arrived and is held up. The caller has the state to itself, and wakes who waits.
  mutating func recordArrival(at now: Timestamp) {
    pendingID = database.journal.record { latest in unanswered(at: now, isPending: true, latest) }.firstID
  }

  /// Records that the call was never made, since its client went away.
  func recordAbandonment() {
    // Nothing is recorded of a database that is gone.
    guard let now = try? database.withState({ $0.now }) else { return }
    record { latest in unanswered(at: now, isPending: false, latest) }
    database.waiting.notify()
  }

  @discardableResult
  private func record(_ outcome: Outcome? = nil, _ make: (JournalRecord?) -> JournalRecord) -> JournalRecord {
    let instrumentation = database.instrumentation
    let journal = instrumentation.journal
    let made = (pendingID.map { journal.complete($0, make) } ?? journal.record(make)).record
    if let target = responder.coverageTarget, let coverage = instrumentation.coverage {
      coverage.note(
        target, made, body(of: made, outcome), failures: outcome?.failures ?? [], shape: outcome?.shape,
        in: outcome?.revision ?? .first)
    }
    return made
  }

  /// The calls that the responder has answered; nil where it didn't come to that.
  private func body(of record: JournalRecord, _ outcome: Outcome?) -> Body? {
    guard outcome != nil, reachesResponder, record.answer?.status == Status.ok.rawValue,
      case .success(let body) = call.content
    else { return nil }
    return body
  }

  private func unanswered(at now: Timestamp, isPending: Bool, _ latest: JournalRecord?) -> JournalRecord {
    JournalRecord(
      at: now, request: request(sharing: latest), calls: call.count, answer: nil, isPending: isPending,
      microseconds: call.stopwatch.microseconds, fault: fault?.id)
  }

  private func request(sharing latest: JournalRecord?) -> JournalRecord.Request {
    JournalRecord.Request(
      call.description.shared(with: latest?.request.head),
      body: call.body.withBytes { JournalRecord.bytes($0, sharing: latest?.request.body) })
  }

  private func answer(
    _ response: borrowing Response, _ status: Status, sharing latest: JournalRecord?
  ) -> JournalRecord.Answer? {
    guard response.wire != .reset else { return nil }
    let isJSON = response.isOfType("application/json")
    // The tag of an image tells its bytes from any other's.
    let isText = !isJSON && response.entityTag == nil && !response.body.isEmpty
    return JournalRecord.Answer(
      status: status.rawValue, contentType: response.contentType, entityTag: response.entityTag,
      fields: response.withFieldBytes { JournalRecord.bytes($0, sharing: latest?.answer?.fields) },
      size: response.body.count,
      json: isJSON ? response.body.withBytes { JournalRecord.bytes($0, sharing: latest?.answer?.json) } : nil,
      text: isText ? response.body.withBytes { Array($0) } : nil)
  }
}

/// A call that waits to be made: it is made once, or given up once.
///
/// It is given up when its client leaves, or when what would have made it goes away; the journal then has it without
/// an answer.
final class HeldExchange: Sendable {
  private let exchange: APIExchange
  private let isDecided = Atomic<Bool>(false)

  init(_ exchange: APIExchange) {
    self.exchange = exchange
  }

  deinit {
    if decide() { exchange.recordAbandonment() }
  }

  /// Whether the call is to be made now; false if it has been given up.
  func isReleased() -> Bool { decide() }

  /// Gives the call up once its client has ended its side, and resets the connection, so that nobody takes the call for
  /// made.
  func giveUp(ifClientLeaves deferral: Deferral) {
    deferral.onAbandon { [self] in
      guard decide() else { return }
      exchange.recordAbandonment()
      deferral.complete { $0.wire = .reset }
    }
  }

  /// Returns true to the first who asks.
  private func decide() -> Bool { !isDecided.exchange(true, ordering: .relaxed) }
}
