import Basics
import JSON

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

  subscript(name: String) -> JSONValue? { object?[name] }
}
