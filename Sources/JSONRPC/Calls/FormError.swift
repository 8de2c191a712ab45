/// What is wrong with a form-encoded body.
enum FormError: Error, CustomStringConvertible {
  case badEscape(String)
  case notUTF8(String)

  var description: String {
    switch self {
    case .badEscape(let field): "The form's field \(field) has a % that two hexadecimal digits don't follow"
    case .notUTF8(let field): "The form's field \(field) is not UTF-8"
    }
  }
}
