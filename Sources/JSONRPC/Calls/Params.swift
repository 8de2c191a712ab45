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

  /// The same with what the path says, which wins over a param of the same name.
  func adding(_ path: PathArguments) -> Params {
    Params(object: object, isForm: isForm, path: path)
  }

  package subscript(name: String) -> JSONValue? { path[name] ?? object?[name] }

  package var names: [String] {
    object?.members?.map(\.key) ?? []
  }
}
