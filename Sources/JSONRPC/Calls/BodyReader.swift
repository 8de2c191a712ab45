import Basics
import JSON

/// Reads a request's body as calls: enveloped, bare, form-encoded, empty, or a batch.
///
/// Source: docs/decisions.md, Requests.
package struct BodyReader: Sendable {
  /// The most calls that one batch may have.
  package static let longestBatch = 100

  private let isStrict: Bool

  /// - Parameter isStrict: whether only the documented form is accepted: JSON by name, with `jsonrpc` and `method`.
  package init(isStrict: Bool) {
    self.isStrict = isStrict
  }

  /// - Parameter mediaType: the Content-Type field as sent, parameters and all; nil where there was none.
  package func read(_ body: [UInt8], mediaType: String?) throws(BodyError) -> Body {
    let type = MediaType(mediaType)
    if isStrict, type != .json {
      throw .unsupportedMediaType(
        "A strict server takes application/json, not \(mediaType ?? "a body without Content-Type")")
    }
    guard let first = body.first(where: { !Self.isWhiteSpace($0) }) else {
      if let violation = violation(of: nil) { throw .badRequest(violation) }
      return .single(Call())
    }
    // curl's -d names a form whatever it sends: what looks like JSON is read as JSON.
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try readJSON(body) }
    switch type {
    case .json, .otherJSON, .text, .none: return try readJSON(body)
    case .form: return .single(Call(params: try readForm(body)))
    case .other(let name):
      throw .unsupportedMediaType(
        "\(name) is not read here: send application/json, or application/x-www-form-urlencoded")
    }
  }

  private func readJSON(_ body: [UInt8]) throws(BodyError) -> Body {
    let root: JSONValue
    do {
      root = try Document(parsing: body).root
    } catch {
      throw .badRequest(.parse("\(error)"))
    }
    switch root.kind {
    case .object:
      let call = try call(root)
      if let violation = call.violation { throw .badRequest(violation, id: call.id) }
      return .single(call)
    case .array: return .batch(try batch(root.array ?? []))
    default: throw .badRequest(.invalidRequest("a call is a JSON object, or an array of them: this is \(root)"))
    }
  }

  private func batch(_ calls: [JSONValue]) throws(BodyError) -> [Call] {
    guard !calls.isEmpty else { throw .badRequest(.invalidRequest("A batch has at least one call")) }
    guard calls.count <= Self.longestBatch else {
      throw .badRequest(.invalidRequest("A batch has at most \(Self.longestBatch) calls: this one has \(calls.count)"))
    }
    return calls.map { element in
      guard element.kind == .object else {
        return Call(params: .none, violation: .invalidRequest("A call is a JSON object: this is \(element)"))
      }
      do throws(BodyError) {
        return try call(element)
      } catch {
        return Call(id: error.id, params: .none, violation: error.error)
      }
    }
  }

  /// An object with `params` or a sign of the envelope is a call; any other is the params themselves.
  private func call(_ object: JSONValue) throws(BodyError) -> Call {
    let params = object.member("params")
    guard params != nil || object.member("jsonrpc") != nil || object.member("method") != nil else {
      return Call(params: Params(object: object), violation: violation(of: object))
    }
    let id = object.member("id")
    // What is no id can't be given back (JSON-RPC 2.0, section 5).
    if let id, !Self.isID(id) {
      throw .badRequest(.invalidRequest("id is a string, a number or null: this is \(id)"))
    }
    // PHP writes an empty map as an empty list.
    let isNone = params.map { $0.isNull || $0.kind == .array && $0.count == 0 } ?? true
    if let params, params.kind != .object, isStrict || !isNone {
      throw .badRequest(
        .invalidRequest("params is an object of named arguments: this is \(params)"), id: CallID(id))
    }
    let given = params.flatMap { $0.kind == .object ? $0 : nil }
    return Call(
      id: CallID(id), params: Params(object: given), violation: violation(of: object) ?? unknownMember(of: object))
  }

  private static func isID(_ value: JSONValue) -> Bool {
    value.kind == .string || value.kind == .number || value.isNull
  }

  private func violation(of object: JSONValue?) -> RPCError? {
    guard isStrict else { return nil }
    guard object?.member("jsonrpc")?.string == "2.0" else {
      return .invalidRequest(#"a strict server requires "jsonrpc":"2.0""#)
    }
    guard object?.member("method")?.string == "call" else {
      return .invalidRequest(#"a strict server requires "method":"call""#)
    }
    return nil
  }

  private func unknownMember(of object: JSONValue) -> RPCError? {
    guard isStrict, let name = object.members?.map(\.key).first(where: { !Self.members.contains($0) }) else {
      return nil
    }
    return .invalidRequest(#"unknown member "\#(name)": a call has jsonrpc, method, id and params"#)
  }

  private static let members: Set<String> = ["jsonrpc", "method", "id", "params"]

  private func readForm(_ body: [UInt8]) throws(BodyError) -> Params {
    do throws(FormError) {
      return try Form(parsing: body).params()
    } catch {
      throw .badRequest(.invalidRequest(error.description))
    }
  }

  /// RFC 8259, section 2.
  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

/// The kinds of body that a Content-Type field names here.
enum MediaType: Equatable {
  /// `application/json` itself.
  case json
  /// A type of JSON that the reference doesn't name.
  case otherJSON
  case text, form
  case none
  case other(String)

  /// - Parameter field: the field's value; parameters such as `charset` are ignored (RFC 9110, section 8.3.1).
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

/// The fields of an `application/x-www-form-urlencoded` body, in order.
///
/// Source: URL Standard, section 5.1.
struct Form {
  private var names: [String] = []
  private var values: [[String]] = []

  init(parsing body: [UInt8]) throws(FormError) {
    var places: [ExactText: Int] = [:]
    for pair in body.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = ExactText(try Self.decode(pair[..<equals]))
      let value = try Self.decode(equals < pair.endIndex ? pair[(equals + 1)...] : [])
      if let place = places[name] {
        values[place].append(value)
      } else {
        places[name] = names.count
        names.append(name.text)
        values.append([value])
      }
    }
  }

  /// The fields as a JSON object: a field's text, or the array of them where it is repeated.
  func params() -> Params {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    writer.beginObject()
    for (name, values) in zip(names, values) {
      writer.key(name)
      if values.count == 1 {
        writer.string(values[0])
      } else {
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
      }
    }
    writer.endObject()
    let text = writer.finish().withBytes { Array($0) }
    // The writer's own output is JSON; a form without a field is a call without params.
    return Params(object: try? Document(parsing: text).root, isForm: true)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws(FormError) -> String {
    do throws(PercentEncoding.DecodingError) {
      return try Array(bytes).withBytes { (bytes) throws(PercentEncoding.DecodingError) in
        try PercentEncoding.decodeForm(bytes)
      }
    } catch {
      let field = String(decoding: bytes, as: UTF8.self)
      switch error {
      case .badEscape: throw .badEscape(field)
      case .notUTF8: throw .notUTF8(field)
      }
    }
  }
}

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
