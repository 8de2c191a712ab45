import HTTP
import Instrumentation
import Store

/// A call on its way through a database: with the fault that struck it, and into the journal.
struct APIExchange: Sendable {
  let call: APICall
  let database: Database
  let fault: Fault?

  /// Does to the answer what the fault says, and has the journal record it.
  ///
  /// Called once for each passage, under the state's lock where the answer depends on it, so that the journal has the
  /// order in which things happened.
  /// - Parameters:
  ///   - calls: how many the body has.
  ///   - refusal: why the call was refused, where the answer doesn't say.
  func close(
    _ response: inout Response, at moment: Timestamp, user: String? = nil, calls: Int = 1, refusal: String? = nil
  ) {
    if let fault { FaultAnswer(fault, to: call).strike(&response) }
    let isAnswered = response.wire != .reset
    let status = call.conditions?.status(of: response) ?? response.status
    response.body.withBytes { bytes in
      record(
        at: moment, user: user, calls: calls, status: isAnswered ? status.rawValue : nil,
        response: isAnswered && response.isOfType("application/json") ? bytes : nil, refusal: refusal)
    }
  }

  /// Records that the client went away before the call was made.
  func closeUnanswered() {
    // Of a database that is no more there is nothing to record.
    guard let moment = try? database.withState({ $0.now }) else { return }
    record(at: moment, user: nil, calls: 1, status: nil, response: nil, refusal: nil)
  }

  private func record(
    at moment: Timestamp, user: String?, calls: Int, status: Int?, response: UnsafeRawBufferPointer?,
    refusal: String?
  ) {
    database.journal.record { latest in
      JournalRecord(
        at: moment, user: user, method: call.method.name, path: call.path, route: call.route,
        body: call.body.withUnsafeBytes { JournalRecord.bytes($0, sharing: latest?.body) },
        mediaType: call.mediaType, calls: calls, status: status,
        response: response.map { JournalRecord.bytes($0, sharing: latest?.response) },
        microseconds: call.stopwatch.microseconds, refusal: refusal, fault: fault?.id,
        isFaultsAnswer: fault?.replacesAnswer ?? false)
    }
  }
}
