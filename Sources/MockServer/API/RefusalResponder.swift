import HTTP
import Store

/// Writes what HTTP refuses.
struct RefusalResponder: APIResponder {
  let refusal: HTTPError

  func answer(_ passage: APIExchange, to response: inout Response) throws {
    write(to: &response)
    try passage.database.withState { state in passage.close(&response, at: state.now) }
  }

  func write(to response: inout Response) {
    response.status = refusal.status
    // The server has set it already, but not in an answer that is made later: that begins anew.
    if !refusal.allowed.isEmpty {
      response.setField(.allow, refusal.allowed.map(\.name).joined(separator: ", "))
    }
    Refusals.write(refusal, to: &response)
  }
}
