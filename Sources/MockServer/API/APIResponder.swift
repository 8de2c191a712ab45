import HTTP

/// What answers the API's calls of one kind: an endpoint, a picture, a page, a refusal.
protocol APIResponder: Sendable {
  /// Answers, and closes the passage in the moment from which on the answer is true.
  ///
  /// It may be called on any thread. What it throws is answered as a fault of the server's own.
  func answer(_ passage: APIExchange, to response: inout Response) throws
}
