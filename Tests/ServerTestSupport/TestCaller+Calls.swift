import JSON
import TestSupport

extension TestCaller {
  /// Calls an endpoint with params, as a JSON-RPC client does.
  package func call(_ path: String, _ params: String = "{}") throws -> RawResponse {
    try post(path, #"{"jsonrpc":"2.0","method":"call","id":1,"params":\#(params)}"#)
  }

  /// The result of a call, enveloped or not.
  package func result(_ path: String, _ params: String = "{}") throws -> JSONValue? {
    let answer = try call(path, params).json
    return answer["result"] ?? answer[0]?["result"]
  }

  /// What a call is refused with: the message of its documented failure, or of its error.
  package func refusal(_ path: String, _ params: String = "{}") throws -> String? {
    let answer = try call(path, params).json
    return answer["result"]?["message"]?.string ?? answer["error"]?["data"]?["message"]?.string
  }
}
