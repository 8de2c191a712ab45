import HTTP
import JSON
import JSONRPC

/// All there is to say about a control call but its method and path: what it takes, what it answers, what it does.
///
/// From it come the checks, the answer, the control plane's OpenAPI document and the tables of docs/control.md.
struct ControlOperation: Sendable {
  /// A successful answer.
  struct Answer: Sendable {
    let status: Status
    /// Nil for an answer without a body.
    let schema: JSONSchema?
    let mediaType: String

    init(_ status: Status, _ schema: JSONSchema? = nil, mediaType: String = "application/json") {
      self.status = status
      self.schema = schema
      self.mediaType = mediaType
    }
  }

  /// What is read of a request's body.
  enum Body: Sendable {
    /// It may be empty, or an empty object.
    case none
    /// An object of these members; it may be empty if none is required.
    case members([ControlParameter])
    /// A JSON text that the handler reads: its members as far as they have names, its schema, what it is.
    case document([ControlParameter], JSONSchema, String)
  }

  typealias Run = @Sendable (ControlCall, inout Response) throws -> Void

  let summary: String
  let query: [ControlParameter]
  /// What other parameters of the query mean; nil if there may be none.
  let otherQuery: String?
  let body: Body
  let answers: [Answer]
  /// The statuses of its own refusals and when they are answered, beside 400 and those of every control call.
  let refusals: [(status: Status, when: String)]
  let run: Run

  /// An operation that writes its answer itself.
  init(
    _ summary: String, query: [ControlParameter] = [], otherQuery: String? = nil, body: Body = .none,
    answers: [Answer], refusals: [(Status, String)] = [], run: @escaping Run
  ) {
    self.summary = summary
    self.query = query
    self.otherQuery = otherQuery
    self.body = body
    self.answers = answers
    self.refusals = refusals
    self.run = run
  }

  /// An operation that answers what `shape` describes.
  init<Content>(
    _ summary: String, query: [ControlParameter] = [], body: Body = .none, answer shape: Shape<Content>,
    refusals: [(Status, String)] = [], handle: @escaping @Sendable (ControlCall) throws -> Content
  ) {
    self.init(summary, query: query, body: body, answers: [Answer(.ok, shape.schema)], refusals: refusals) {
      call, response in
      try response.answer(shape, try handle(call))
    }
  }

  /// An operation that makes something (201) or replaces it (200), and answers what `shape` describes.
  init<Content>(
    _ summary: String, body: Body = .none, puts shape: Shape<Content>, refusals: [(Status, String)] = [],
    handle: @escaping @Sendable (ControlCall) throws -> (Content, isNew: Bool)
  ) {
    let answers = [Answer(.created, shape.schema), Answer(.ok, shape.schema)]
    self.init(summary, body: body, answers: answers, refusals: refusals) { call, response in
      let (content, isNew) = try handle(call)
      try response.answer(shape, content, status: isNew ? .created : .ok)
    }
  }

  /// An operation that answers nothing but that it is done (204).
  init(
    _ summary: String, refusals: [(Status, String)] = [], handle: @escaping @Sendable (ControlCall) throws -> Void
  ) {
    self.init(summary, answers: [Answer(.noContent)], refusals: refusals) { call, response in
      try handle(call)
      response.status = .noContent
    }
  }

  /// Reads and checks the arguments of a request, and runs the operation.
  func run(_ request: borrowing Request, on server: ControlServer, _ response: inout Response) throws {
    let query = try ControlArguments(query: request.queryItems, query, takesOthers: otherQuery != nil)
    var members = ControlArguments.none
    var document: JSONValue?
    switch body {
    case .none where request.method == .get || request.method == .delete: break
    case .none: members = try ControlArguments(try Self.object(in: request.bodyBytes), [])
    case .members(let declared): members = try ControlArguments(try Self.object(in: request.bodyBytes), declared)
    case .document: document = try Document(parsingFile: request.bodyBytes).root
    }
    try run(
      ControlCall(request, of: server, query: query, body: members, document: document), &response)
  }

  /// The body's JSON; nil if there is none, since a call that needs nothing said may say nothing.
  private static func object(in body: [UInt8]) throws -> JSONValue? {
    let isBlank = !body.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return isBlank ? nil : try Document(parsing: body).root
  }
}

extension Response {
  /// Answers what `shape` writes, as JSON in UTF-8.
  mutating func answer<Content>(_ shape: Shape<Content>, _ content: Content, status: Status = .ok) throws {
    var writer = AnswerWriter(Writer(takeBody(), encoding: .utf8), .jsonrpc)
    try shape.write(content, &writer)
    self.status = status
    contentType = "application/json"
    body = writer.finish().finish()
  }
}
