import HTTP
import NebeusAPI
import Store

/// What answers API calls of one kind: an endpoint, an image, a page, a refusal.
protocol APIResponder: Sendable {
  /// Answers a call, with the database's state to itself; called on any thread.
  ///
  /// Locking, faults and the journal are the pipeline's part. What it throws is answered as an internal error.
  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome
}

/// What the pipeline needs to know of an answer that the response doesn't say.
struct Outcome {
  /// The login of the caller; nil if nobody was signed in.
  var user: String?
  /// Why the call was refused, if the answer's JSON doesn't say so.
  var refusal: String?
  /// The sessions that the call has issued and ended, in order.
  var sessionChanges: [SessionChange] = []
}
