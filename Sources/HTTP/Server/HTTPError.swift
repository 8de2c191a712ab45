/// An answer of the server's own: what it would not do, and what would be right.
package struct HTTPError: Sendable {
  package var status: Status
  package var message: String
  /// The path that was asked for, if the request could be read so far.
  package var path: String?
  /// The route nearest to an unknown path.
  package var nearest: String?
  /// The methods that the path has, for 405.
  package var allowed: [Method] = []
  /// Stands in the log too, for 500.
  package var requestID: String?

  package init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }
}
