/// The kinds of body that a Content-Type field names here.
enum MediaType: Equatable {
  /// `application/json` itself.
  case json
  /// A type of JSON that the reference doesn't name.
  case otherJSON
  case text, form
  case none
  case other(String)

  /// - Parameter field: the field's value; parameters such as `charset` are passed over (RFC 9110, section 8.3.1).
  init(_ field: String?) {
    guard let field else {
      self = .none
      return
    }
    // The usual spelling first: it is looked at for every call.
    if field == "application/json" {
      self = .json
      return
    }
    let name = field.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
    switch name {
    case "": self = .none
    case "application/json": self = .json
    case "application/json-rpc", "application/jsonrequest": self = .otherJSON
    case "text/plain": self = .text
    case "application/x-www-form-urlencoded": self = .form
    default: self = name.hasSuffix("+json") ? .otherJSON : .other(name)
    }
  }
}
