import HTTP
import Instrumentation
import JSON
import Store

extension ControlBody {
  /// Which calls are meant, by `path`, `method` and `params`. Throws `Problem` for what no call could have.
  func target() throws(Problem) -> FaultTarget {
    let path = try string("path")
    if let path { try PathText.check(path) }
    let method = try string("method")
    if let method, HTTP.Method(method).isOther || method == "OPTIONS" {
      throw Problem(.badRequest, "method: it should be a method of HTTP such as POST, and is \"\(method)\"")
    }
    let params = self["params"]
    if let params, params.kind != .object {
      throw Problem(.badRequest, "params: it should be an object, and is \(params)")
    }
    return FaultTarget(path: path, method: method, params: params)
  }
}
