import Glibc
import Store

/// A request and its answer as they were, or the calls of a batch together: nothing is read or masked before it is
/// asked for.
///
/// An object, since it is only handed on: by the journal in its time, and by whoever reads it.
package final class JournalRecord: Sendable {
  /// When it was answered, by the database's clock.
  package let at: Timestamp
  /// The login of who called; nil where nobody was signed in.
  package let user: String?
  package let method: String
  package let path: String
  /// The path as the reference writes it; nil where no route has it.
  package let route: String?
  package let body: [UInt8]
  package let mediaType: String?
  /// As many as the body has, one at least.
  package let calls: Int
  /// Nil where nothing was answered.
  package let status: Int?
  /// The answer's JSON; nil where it was none.
  package let response: [UInt8]?
  package let microseconds: Int
  /// Why it was refused, where the response doesn't say.
  package let refusal: String?
  /// The fault that struck.
  package let fault: String?
  /// Whether the response is the fault's, not the API's.
  package let isFaultsAnswer: Bool

  package init(
    at: Timestamp, user: String?, method: String, path: String, route: String?, body: [UInt8], mediaType: String?,
    calls: Int, status: Int?, response: [UInt8]?, microseconds: Int, refusal: String?, fault: String?,
    isFaultsAnswer: Bool = false
  ) {
    self.at = at
    self.user = user
    self.method = method
    self.path = path
    self.route = route
    self.body = body
    self.mediaType = mediaType
    self.calls = max(1, calls)
    self.status = status
    self.response = response
    self.microseconds = microseconds
    self.refusal = refusal
    self.fault = fault
    self.isFaultsAnswer = isFaultsAnswer
  }

  /// The bytes as an array: `kept` itself where it is the same.
  package static func bytes(_ bytes: UnsafeRawBufferPointer, sharing kept: [UInt8]?) -> [UInt8] {
    guard let kept, kept.count == bytes.count else { return Array(bytes) }
    let isSame = kept.withUnsafeBytes { kept in
      // memcmp is not to be given a null pointer, of no bytes either. Source: C11, 7.24.1
      guard let one = kept.baseAddress, let other = bytes.baseAddress else { return true }
      return memcmp(one, other, bytes.count) == 0
    }
    return isSame ? kept : Array(bytes)
  }

  /// What it weighs against the journal's limit: its bytes, and about as much as the record itself takes.
  var weight: Int { 256 + body.count + (response?.count ?? 0) + path.utf8.count }
}
