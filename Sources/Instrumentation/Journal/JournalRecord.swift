import Basics
import Time

/// A request and its answer as they were, or the calls of a batch together: bytes are read and masked when somebody
/// reads the journal.
///
/// A class, since records are only passed on.
package final class JournalRecord: Sendable {
  /// What was asked.
  package struct Request: Sendable {
    /// What it says besides its body, which a client repeats: records share it.
    package let head: RequestDescription
    package let body: [UInt8]

    package init(_ head: RequestDescription, body: [UInt8]) {
      self.head = head
      self.body = body
    }

    package init(
      method: String, path: String, basePath: String = "", route: String?, query: String? = nil, fields: [UInt8] = [],
      body: [UInt8], mediaType: String?, scheme: String = "http", authority: String = ""
    ) {
      let head = RequestDescription(
        method: method, path: path, basePath: basePath, route: route, query: query, fields: fields,
        mediaType: mediaType, scheme: scheme, authority: authority)
      self.init(head, body: body)
    }

    package var method: String { head.method }
    package var path: String { head.path }
    package var basePath: String { head.basePath }
    package var route: String? { head.route }
    package var query: String? { head.query }
    package var fields: [UInt8] { head.fields }
    package var mediaType: String? { head.mediaType }
    package var scheme: String { head.scheme }
    package var authority: String { head.authority }
  }

  /// What was answered.
  package struct Answer: Sendable {
    package let status: Int
    /// Empty if the answer has none.
    package let contentType: StaticString
    package let entityTag: String?
    /// The other field lines that the API or a fault has set.
    package let fields: [UInt8]
    /// The size of the body.
    package let size: Int
    /// The body if it is JSON.
    package let json: [UInt8]?
    /// The body if it is another text: a page, or a fault's answer.
    package let text: [UInt8]?

    package init(
      status: Int, contentType: StaticString = "", entityTag: String? = nil, fields: [UInt8] = [], size: Int = 0,
      json: [UInt8]? = nil, text: [UInt8]? = nil
    ) {
      self.status = status
      self.contentType = contentType
      self.entityTag = entityTag
      self.fields = fields
      self.size = size
      self.json = json
      self.text = text
    }
  }

  /// When it was answered, by the database's clock; when it arrived if a fault held it up.
  package let at: Timestamp
  /// The login of the caller; nil if nobody was signed in.
  package let user: String?
  package let request: Request
  /// How many calls the body has; at least one.
  package let calls: Int
  /// Nil if nothing was answered, or not yet.
  package let answer: Answer?
  /// Whether the call is held up by a fault and hasn't been made yet.
  package let isPending: Bool
  package let microseconds: Int
  /// Why it was refused, if the answer doesn't say so.
  package let refusal: String?
  /// The fault that was applied.
  package let fault: String?
  /// Whether the answer is the fault's, not the API's.
  package let isFaultsAnswer: Bool

  package init(
    at: Timestamp, user: String? = nil, request: Request, calls: Int = 1, answer: Answer?, isPending: Bool = false,
    microseconds: Int, refusal: String? = nil, fault: String? = nil, isFaultsAnswer: Bool = false
  ) {
    self.at = at
    self.user = user
    self.request = request
    self.calls = max(1, calls)
    self.answer = answer
    self.isPending = isPending
    self.microseconds = microseconds
    self.refusal = refusal
    self.fault = fault
    self.isFaultsAnswer = isFaultsAnswer
  }

  /// The bytes as an array: `kept` itself if it is the same, since a client that polls repeats itself.
  package static func bytes(_ bytes: BorrowedBytes, sharing kept: [UInt8]?) -> [UInt8] {
    guard let kept, kept.withBytes({ bytes.equal($0) }) else { return Array(bytes) }
    return kept
  }

  /// What it counts towards the journal's limit of bytes: its own, and about what the record itself takes.
  var weight: Int {
    384 + request.weight
      + (answer?.json?.count ?? 0) + (answer?.text?.count ?? 0) + (answer?.fields.count ?? 0)
  }
}

extension JournalRecord.Request {
  /// How many bytes it has.
  var weight: Int { body.count + fields.count + path.utf8.count + (query?.utf8.count ?? 0) }
}

/// What a request says besides its body.
///
/// A class, since it is only passed on: a call and its record have it in common, and those after it that say the same.
package final class RequestDescription: Sendable {
  package let method: String
  /// The path as it was sent, without the prefix that names a database.
  package let path: String
  /// That prefix; empty if there was none.
  package let basePath: String
  /// The path as the reference writes it; nil if no route has it.
  package let route: String?
  /// The query as it was sent, without the question mark.
  package let query: String?
  /// The header's field lines.
  package let fields: [UInt8]
  package let mediaType: String?
  /// By which address the client has reached the server: `http` and `127.0.0.1:8069`.
  package let scheme: String
  package let authority: String

  package init(
    method: String, path: String, basePath: String, route: String?, query: String?, fields: [UInt8],
    mediaType: String?, scheme: String, authority: String
  ) {
    self.method = method
    self.path = path
    self.basePath = basePath
    self.route = route
    self.query = query
    self.fields = fields
    self.mediaType = mediaType
    self.scheme = scheme
    self.authority = authority
  }

  /// `kept` itself if it says the same.
  package func shared(with kept: RequestDescription?) -> RequestDescription {
    guard let kept, kept !== self, fields.withBytes({ bytes in kept.fields.withBytes { bytes.equal($0) } }),
      path == kept.path,
      method == kept.method, query == kept.query, basePath == kept.basePath, route == kept.route,
      mediaType == kept.mediaType, scheme == kept.scheme, authority == kept.authority
    else { return self }
    return kept
  }
}
