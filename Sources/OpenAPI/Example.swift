import JSON
import JSONRPC

/// An example of the reference, as the document shows it with its operation.
package struct Example: Sendable {
  let name: String
  private let method: String
  private let path: String
  /// What is sent; nil for a request without a body.
  let call: JSONValue?
  private let status: Int
  private let answer: JSONValue

  /// - Parameter value: an entry of the manifest (docs/control.md, `GET /_mock/examples`); nil where it lacks
  ///   something.
  package init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let method = value["request"]?["method"]?.string,
      let path = value["request"]?["path"]?.string, let status = value["response"]?["status"]?.integer,
      let answer = value["response"]?["body"]
    else { return nil }
    self.name = name
    self.method = method
    self.path = path
    self.status = status
    self.answer = answer
    call = value["request"]?["body"].flatMap { $0.isNull ? nil : $0 }
  }

  /// Its key in the document: the name in lower-case words.
  var key: String {
    name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "_")
  }

  /// The path's text at the places of `pattern`'s parameters; nil where the pattern doesn't match.
  func arguments(of pattern: String) -> [String]? {
    guard method == "POST", status == 200 else { return nil }
    return PathTemplate(pattern).arguments(in: path)?.map(\.value)
  }

  /// The answer in a format: the reference has it as documented.
  func answer(of operation: Operation, in format: AnswerFormat) -> DocumentNode {
    guard format.dialect == .jsonrpc else { return .value(answer) }
    let envelope = answer.envelope
    guard envelope["error"] == nil else { return .value(envelope) }
    let isEnveloped = envelope["jsonrpc"] != nil
    let result = isEnveloped ? envelope["result"] ?? envelope : answer
    // A documented failure has no keys that the dialects spell differently.
    let isSuccess =
      operation.answer.mismatch(
        result, in: AnswerFormat(dialect: .documented, revision: format.revision)) == nil
    return [
      "jsonrpc": "2.0", "id": (isEnveloped ? envelope["id"] : nil).map { .value($0) } ?? .null,
      "result": isSuccess ? .plainKeys(result, operation.answer) : .value(result),
    ]
  }
}
