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
