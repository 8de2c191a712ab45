import Basics
import JSON

/// One JSON-RPC request: its id and its params.
///
/// A class, since it is only passed on: a copy of a struct would retain each of its references.
package final class Call: Sendable {
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

/// The params of a call as they came: a JSON object, the fields of a form, or nothing.
package struct Params: Sendable {
  /// The object that has the params, or nil where the call brought none.
  package let object: JSONValue?
  /// Whether they came as a form: its values are all text, and a list is a repeated field.
  package let isForm: Bool

  private let path: PathArguments

  package static let none = Params(object: nil, isForm: false)

  package init(object: JSONValue?, isForm: Bool = false, path: PathArguments = .none) {
    self.object = object
    self.isForm = isForm
    self.path = path
  }

  /// The same with what the path says, which takes precedence over a param of the same name.
  func adding(_ path: PathArguments) -> Params {
    Params(object: object, isForm: isForm, path: path)
  }

  func value(of name: StaticString) -> JSONValue? { path.value(of: name) ?? object?.member(name) }

  package subscript(name: String) -> JSONValue? { path[name] ?? object?[name] }

  package var names: [String] {
    object?.members?.map(\.key) ?? []
  }
}

/// The arguments that stand in a request's path: text, read by the same typed keys as params.
package struct PathArguments: Sendable {
  /// An object of the arguments by name; nil without any.
  private let object: JSONValue?

  package static let none = PathArguments(object: nil)

  private init(object: JSONValue?) {
    self.object = object
  }

  package init(_ arguments: [(name: String, text: String)]) {
    guard !arguments.isEmpty else {
      self = .none
      return
    }
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.beginObject()
    for argument in arguments {
      writer.key(argument.name)
      writer.string(argument.text)
    }
    writer.endObject()
    // The writer's own output is JSON.
    object = try? Document(parsing: writer.finish().withBytes { Array($0) }).root
  }

  func value(of name: StaticString) -> JSONValue? { object?.member(name) }

  subscript(name: String) -> JSONValue? { object?[name] }
}
