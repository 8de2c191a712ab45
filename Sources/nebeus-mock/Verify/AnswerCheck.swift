import JSON
import JSONRPC
import NebeusAPI

/// Holds a backend's answer to a call against what the endpoint declares.
struct AnswerCheck {
  let endpoint: Endpoint<CallContext>
  let comparison: SchemaComparison

  private var isPlain: Bool { comparison.format.dialect == .jsonrpc }

  /// Every place where the answer is not as the contract has it.
  ///
  /// - Parameter id: the call's, which the answer's envelope returns.
  func drifts(in reply: BackendReply, to call: VerifyCall, id: String) -> [Drift] {
    var drifts: [Drift] = []
    if reply.status != 200 { drifts.append(Drift(place: "status", expected: "200", got: "\(reply.status)")) }
    let type = reply.contentType.prefix { $0 != ";" }.lowercased()
    if type != "application/json" {
      drifts.append(
        Drift(place: "Content-Type", expected: "application/json", got: type.isEmpty ? "nothing" : String(type)))
    }
    guard let root = try? Document(parsing: reply.body).root else {
      let text = String(decoding: reply.body.prefix(60), as: UTF8.self)
      return drifts + [Drift(place: "$", expected: "JSON", got: text.isEmpty ? "nothing" : text)]
    }
    switch call.expectation {
    case .sessionExpired: return drifts + error(root, code: 100, id)
    case .refusal(let field): return drifts + failure(root, naming: field, id)
    case .success: return drifts + success(root, id)
    case .either:
      return drifts + (Self.isError(root) || Self.isFailure(root) ? failure(root, naming: nil, id) : success(root, id))
    }
  }

  private func success(_ root: JSONValue, _ id: String) -> [Drift] {
    let (result, place, drifts) = unwrap(root, isPlain ? .versionFirst : endpoint.envelope, id)
    guard let result else { return drifts }
    return drifts + comparison.drifts(result, endpoint.answer, at: place)
  }

  private func failure(_ root: JSONValue, naming field: String?, _ id: String) -> [Drift] {
    let envelope: Envelope
    let message = Self.property("message", .string)
    let status = Self.property("status", .choice(["error"]))
    let schema: JSONSchema
    switch endpoint.failure {
    case .rpcError: return error(root, code: -32602, id)
    case .message(let own): (envelope, schema) = (own, .object([status, message]))
    case .field(let own):
      (envelope, schema) = (
        own, .object([status, Self.property("field", field.map { .choice([$0]) } ?? .string), message])
      )
    case .errors(let own):
      let error = JSONSchema.object([Self.property("field", .string), message])
      (envelope, schema) = (own, .object([status, Self.property("errors", .map(of: error))]))
    }
    guard !Self.isError(root) else {
      return [Drift(place: "$", expected: "the endpoint's own failure", got: "\(root["error"]?["message"] ?? root)")]
    }
    let (result, place, drifts) = unwrap(root, isPlain ? .versionFirst : envelope, id)
    guard let result else { return drifts }
    let all = drifts + comparison.drifts(result, schema, at: place)
    guard case .errors = endpoint.failure, let field, let errors = result["errors"], errors[field] == nil else {
      return all
    }
    return all + [Drift(place: "\(place).errors.\(field)", expected: "an object", got: "nothing")]
  }

  /// A JSON-RPC error object, which is never in an array.
  private func error(_ root: JSONValue, code: Int, _ id: String) -> [Drift] {
    guard Self.isError(root), let error = root["error"] else {
      return [Drift(place: "$", expected: "a JSON-RPC error with the code \(code)", got: "\(root)")]
    }
    let data = JSONSchema.object([
      Self.property("name", .string), Self.property("message", .string),
      Self.property("arguments", .list(of: .any)), Self.property("debug", .string),
    ])
    let schema = JSONSchema.object([
      Self.property("code", .wholeNumber(in: code...code)), Self.property("message", .string),
      Self.property("data", data),
    ])
    return members(of: root, last: "error", .versionFirst, id, at: "$")
      + comparison.drifts(error, schema, at: "$.error")
  }

  /// What is in the envelope, where that is, and what is wrong with it; nil where there is no result.
  private func unwrap(_ root: JSONValue, _ envelope: Envelope, _ id: String) -> (JSONValue?, String, [Drift]) {
    var (object, place, drifts) = (root, "$", [Drift]())
    if case .none = envelope {
      guard Self.envelope(in: root) != nil else { return (root, place, []) }
      drifts.append(Drift(place: "$", expected: "the result alone", got: "an envelope"))
    }
    if case .array = envelope {
      if root.count == 1, let first = root[0] {
        (object, place) = (first, "$[0]")
      } else {
        drifts.append(Drift(place: "$", expected: "an array of one envelope", got: "\(root)"))
      }
    } else if let first = root[0], root.count == 1, first["jsonrpc"] != nil {
      (object, place) = (first, "$[0]")
      drifts.append(Drift(place: "$", expected: "an envelope", got: "an array of one"))
    }
    guard object.kind == .object else {
      return (nil, place, drifts + [Drift(place: place, expected: "an envelope", got: "\(object)")])
    }
    if case .none = envelope {} else { drifts += members(of: object, last: "result", envelope, id, at: place) }
    return (object["result"], place + ".result", drifts)
  }

  private func members(
    of object: JSONValue, last: String, _ envelope: Envelope, _ id: String, at place: String
  ) -> [Drift] {
    let names = if case .versionFirst = envelope { ["jsonrpc", "id", last] } else { ["id", "jsonrpc", last] }
    let schema = JSONSchema.object(
      names.map { name in
        switch name {
        case "jsonrpc": Self.property(name, .choice(["2.0"]))
        case "id": Self.property(name, .choice([id]))
        default: Self.property(name, .any)
        }
      })
    return comparison.drifts(object, schema, at: place)
  }

  private static func property(_ name: String, _ schema: JSONSchema) -> JSONSchema.Property {
    JSONSchema.Property(name: name, meaning: "", schema: schema, isOptional: false)
  }

  /// The envelope, in an array of one or not; nil where there is none.
  private static func envelope(in root: JSONValue) -> JSONValue? {
    let object = root.envelope
    return object["jsonrpc"] == nil ? nil : object
  }

  private static func isError(_ root: JSONValue) -> Bool { root["jsonrpc"] != nil && root["error"] != nil }

  private static func isFailure(_ root: JSONValue) -> Bool {
    (envelope(in: root)?["result"] ?? root)["status"]?.string == "error"
  }
}
