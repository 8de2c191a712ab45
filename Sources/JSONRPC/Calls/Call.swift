import JSON

/// One JSON-RPC request: its id and its params.
package struct Call: Sendable {
  package let id: CallID
  package let params: Params
  /// Why the call is refused before its arguments are checked: it has no envelope, or not the strict one.
  package let violation: RPCError?

  package init(id: CallID = .none, params: Params = .none, violation: RPCError? = nil) {
    self.id = id
    self.params = params
    self.violation = violation
  }
}

/// A call's `id`: returned as it came, `null` where the call has none.
///
/// Source: docs/decisions.md, Requests; JSON-RPC 2.0, section 4.
package struct CallID: Sendable {
  private let value: JSONValue?

  /// No id: `null` is written.
  package static let none = CallID(nil)

  package init(_ value: JSONValue?) {
    self.value = value
  }

  package func write(to writer: inout Writer) {
    guard let value else { return writer.null() }
    writer.value(value)
  }
}

/// What a request's body holds: one call, or a batch of them.
package enum Body: Sendable {
  case single(Call)
  /// Answered by the array of the calls' plain envelopes, in order.
  case batch([Call])
}

extension Body {
  /// How many calls it holds.
  package var count: Int {
    switch self {
    case .single: 1
    case .batch(let calls): calls.count
    }
  }
}

/// Why a body can't be read as calls, and the HTTP status that says so.
package struct BodyError: Error, Sendable {
  /// 400 or 415.
  package let status: Int
  package let error: RPCError
  /// The id of the one call that the body was meant to be.
  package let id: CallID

  static func badRequest(_ error: RPCError, id: CallID = .none) -> BodyError {
    BodyError(status: 400, error: error, id: id)
  }

  static func unsupportedMediaType(_ detail: String) -> BodyError {
    BodyError(
      status: 415,
      error: RPCError(code: 415, message: "Unsupported Media Type", name: "UnsupportedMediaType", detail: detail),
      id: .none)
  }
}
