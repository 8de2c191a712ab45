import Basics
import JSON
import JSONRPC
import NebeusAPI
import Store

/// Calls endpoints as a server does once it has read a request's head: body in, body out.
struct Caller {
  let database: Database
  let session: String

  /// Signs in.
  init(_ login: String, _ password: String, in database: Database) throws {
    self.database = database
    var issued: String?
    _ = try Self.call(
      SignIn.path, #"{"login":"\#(login)","password":"\#(password)"}"#, in: database, session: nil
    ) { issued = $0 }
    guard let issued else { throw Failure(answer: "nobody is signed in") }
    session = issued
  }

  struct Failure: Error {
    let answer: String
  }

  /// The answer's body. Throws `Failure` where it is an error.
  @discardableResult
  func call(_ path: String, _ params: String = "{}", code: String = "") throws -> [UInt8] {
    try Self.call(path, params, code: code, in: database, session: session) { _ in }
  }

  private enum SignIn {
    static let path = "/signin/1.0/json"
  }

  private static let reader = BodyReader(isStrict: false)

  private static func call(
    _ path: String, _ params: String, code: String = "", in database: Database, session: String?,
    issued: (String) -> Void
  ) throws -> [UInt8] {
    guard let endpoint = API.endpoints.first(where: { $0.path == path }) else { throw Failure(answer: path) }
    let body = try reader.read(
      Array(#"{"jsonrpc":"2.0","method":"call","id":1,"params":\#(params)}"#.utf8), mediaType: "application/json")
    var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .ascii), .jsonrpc)
    let arguments = PathArguments(endpoint.pathParameters.map { ($0.name, code) })
    let changes = try database.withState { state in
      let context = CallContext(state: state, session: session, authority: "localhost") { "\($0)" }
      endpoint.answer(body, path: arguments, in: context, isStrict: false, to: &writer)
      return context.sessionChanges
    }
    for case .issued(let id) in changes { issued(id) }
    let answer = writer.finish().finish()
    let bytes = Array(answer.string.utf8)
    if bytes.starts(with: Array(#"{"jsonrpc":"2.0","id":1,"error""#.utf8)) { throw Failure(answer: answer.string) }
    return bytes
  }
}
