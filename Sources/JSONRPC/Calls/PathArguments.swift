import Basics
import JSON

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
