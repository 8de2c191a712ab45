import HTTP
import JSON

/// What a backend answered.
struct BackendReply {
  let status: Int
  let contentType: String
  let body: [UInt8]
}

/// Calls a backend, each call on a connection of its own.
struct BackendClient {
  private let addresses: [Address]
  /// What comes before each path.
  private let base: String
  private let fields: [(name: String, value: String)]

  private static let patience = Duration.seconds(30)
  private static let mostBytes = 64 << 20

  /// - Parameter fields: what every request has.
  init(_ url: ServerURL, fields: [(name: String, value: String)]) {
    addresses = url.addresses
    base = url.path
    self.fields = fields
  }

  /// Posts JSON, and waits for the answer. Throws `Failure` where nobody gives one.
  ///
  /// Only where nobody takes the connection is the next address tried: a call that was sent may have been made.
  func post(_ path: String, _ body: String, session: String?) throws(Failure) -> BackendReply {
    var fields = fields + [("Content-Type", "application/json"), ("Accept", "application/json")]
    // Odoo reads the cookie, programs send the field: they are one session.
    if let session { fields += [("X-Openerp-Session-Id", session), ("Cookie", "session_id=\(session)")] }
    var failure: SocketError?
    for address in addresses {
      do throws(SocketError) {
        return try Self.exchange(address, base + path, fields, Array(body.utf8))
      } catch {
        failure = error
        guard error.isUnconnected else { break }
      }
    }
    throw .unavailable("no answer to \(path)" + (failure.map { ": \($0)" } ?? ""))
  }

  private static func exchange(
    _ address: Address, _ path: String, _ fields: [(name: String, value: String)], _ body: [UInt8]
  ) throws(SocketError) -> BackendReply {
    let client = try StreamClient(
      address, method: "POST", path: path, fields: fields, body: body, patience: patience)
    let answer = try client.rest(upTo: mostBytes)
    return BackendReply(status: client.status, contentType: client.field("Content-Type") ?? "", body: answer)
  }
}
