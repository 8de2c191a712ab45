import ServerTestSupport
import Testing

/// A call that an endpoint turns down, and the argument that it names.
struct RefusedCall: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let params: String
  let field: String

  init(_ description: String, _ params: String, field: String) {
    testDescription = description
    self.params = params
    self.field = field
  }

  /// Makes the call and returns how the answer differs from an error object that names the argument, or what was
  /// written all the same; nil where neither.
  func complaint(from path: String, as caller: TestCaller, of server: TestServer) throws -> String? {
    let before = try server.chatRows()
    let answer = try caller.post(path, params)
    guard try server.chatRows() == before else { return "something was written" }
    let error = try answer.json["error"]
    guard answer.status == 200, error?["code"]?.integer == -32602, error?["data"]?["arguments"]?[0]?.string == field
    else { return answer.text }
    return nil
  }
}
