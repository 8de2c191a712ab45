import JSON

/// Reads a request's body as calls: enveloped, bare, form-encoded, empty, or a batch.
///
/// Source: docs/decisions.md, Requests.
package struct BodyReader: Sendable {
  /// The most calls that one batch may have.
  package static let longestBatch = 100

  private let isStrict: Bool

  /// - Parameter isStrict: whether only the documented form passes: JSON by name, with `jsonrpc` and `method`.
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
      return .single(Call(breach: missingEnvelope))
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
    case .object: return .single(try call(root))
    case .array: return .batch(try batch(root.array ?? []))
    default: throw .badRequest(.invalidRequest("A call is a JSON object, or an array of them: this is \(root)"))
    }
  }

  private func batch(_ calls: [JSONValue]) throws(BodyError) -> [Call] {
    guard !calls.isEmpty else { throw .badRequest(.invalidRequest("A batch has at least one call")) }
    guard calls.count <= Self.longestBatch else {
      throw .badRequest(.invalidRequest("A batch has at most \(Self.longestBatch) calls: this one has \(calls.count)"))
    }
    return calls.map { element in
      guard element.kind == .object else {
        return Call(params: .none, breach: .invalidRequest("A call is a JSON object: this is \(element)"))
      }
      do throws(BodyError) {
        return try call(element)
      } catch {
        return Call(id: error.id, params: .none, breach: error.error)
      }
    }
  }

  /// An object with `params` or a sign of the envelope is a call; any other is the params themselves.
  private func call(_ object: JSONValue) throws(BodyError) -> Call {
    let version = object["jsonrpc"]
    let method = object["method"]
    let params = object["params"]
    guard version != nil || method != nil || params != nil else {
      return Call(params: Params(object: object), breach: missingEnvelope)
    }
    let id = object["id"]
    // What is no id can't be given back (JSON-RPC 2.0, section 5).
    if let id, !Self.isID(id) {
      throw .badRequest(.invalidRequest("id is a string, a number or null: this is \(id)"))
    }
    if let params, !params.isNull, params.kind != .object {
      throw .badRequest(
        .invalidRequest("params is an object of named arguments: this is \(params)"), id: CallID(id))
    }
    let given = params.flatMap { $0.isNull ? nil : $0 }
    return Call(id: CallID(id), params: Params(object: given), breach: breach(version: version, method: method))
  }

  private static func isID(_ value: JSONValue) -> Bool {
    value.kind == .string || value.kind == .number || value.isNull
  }

  private var missingEnvelope: RPCError? { breach(version: nil, method: nil) }

  private func breach(version: JSONValue?, method: JSONValue?) -> RPCError? {
    guard isStrict else { return nil }
    guard version?.string == "2.0" else { return .invalidRequest(#"A strict server wants "jsonrpc":"2.0""#) }
    guard method?.string == "call" else { return .invalidRequest(#"A strict server wants "method":"call""#) }
    return nil
  }

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
