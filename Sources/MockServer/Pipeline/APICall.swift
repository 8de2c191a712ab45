import HTTP
import Instrumentation
import JSON
import JSONRPC
import NebeusAPI
import OdooHTTP
import Store
import Synchronization
import Time

/// A request outside the control plane in a form that can be kept: answered now, later, or on another thread.
///
/// A class, since it is only passed on: a copy of a struct would retain each of its references.
final class APICall: Sendable {
  let stopwatch = Stopwatch()
  let head: CallHead
  let body: [UInt8]
  /// The body read as calls, once for all who look at it.
  let content: Result<Body, BodyError>
  /// Whether the call has been made before, found nothing, and has waited since.
  let isRepeated = Atomic<Bool>(false)

  /// - Parameter isStrict: whether only the documented form of a body passes.
  init(_ request: borrowing Request, _ head: CallHead, isStrict: Bool) {
    self.head = head
    body = request.bodyBytes
    do throws(BodyError) {
      content = .success(try BodyReader(isStrict: isStrict).read(body, mediaType: head.description.mediaType))
    } catch {
      content = .failure(error)
    }
  }

  /// What the request says besides its body, as the journal keeps it.
  var description: RequestDescription { head.description }

  /// The argument of that name; empty if there is none.
  subscript(argument name: String) -> String {
    head.arguments.first { $0.name == name }?.text ?? ""
  }

  /// The body as calls, read as a server reads it that isn't strict; nil if it is none.
  var calls: [Call]? {
    switch content {
    case .success(.single(let call)): [call]
    case .success(.batch(let calls)): calls
    case .failure:
      // A strict server refuses what can be read nevertheless.
      switch try? BodyReader(isStrict: false).read(body, mediaType: description.mediaType) {
      case .single(let call): [call]
      case .batch(let calls): calls
      case nil: nil
      }
    }
  }

  /// How many calls the body has; one if it can't be read.
  var count: Int {
    if case .success(let body) = content { body.count } else { calls?.count ?? 1 }
  }
}

/// What answers API calls of one kind: an endpoint, an image, a page, a refusal.
protocol APIResponder: Sendable {
  /// What is called, in the catalogue by which coverage is counted; nil where it isn't.
  var coverageTarget: Int? { get }

  /// Answers a call, with the database's state to itself; called on any thread.
  ///
  /// Locking, faults and the journal are the pipeline's part. What it throws is answered as an internal error.
  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome

  /// Whether an outcome may say that there is nothing to answer yet (`Outcome.awaitingUser`).
  var mayWait: Bool { get }

  /// Whether the same request gets the same answer in the same state.
  var isRepeatable: Bool { get }
}

extension APIResponder {
  var mayWait: Bool { false }
  var isRepeatable: Bool { true }
  var coverageTarget: Int? { nil }
}

/// What the pipeline needs to know of an answer that the response doesn't say.
struct Outcome {
  /// The login of the caller; nil if nobody was signed in.
  var user: String?
  /// Why the call was refused, if the answer's JSON doesn't say so.
  var refusal: String?
  /// The sessions that the call has issued and ended, in order.
  var sessionChanges: [SessionChange] = []
  /// The user for whom there is nothing to answer yet: the call may be made again when there is.
  var awaitingUser: Int?
  /// The calls that failed, by their place in the request.
  var failures: [DatabaseCoverage.FailedCall] = []
  /// The shape of the one call of the request, if it was accepted and its shape is known.
  var shape: CallShape?
  var revision = Revision.first
}
