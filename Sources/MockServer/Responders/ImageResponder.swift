import HTTP
import NebeusAPI
import Store

/// Brings HTTP and an image's endpoint together; conditional requests and HEAD are the server's part.
struct ImageResponder: APIResponder {
  let endpoint: ImageEndpoint
  /// Shared by all images.
  let files: ImageFiles

  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome {
    // An id has one spelling.
    let isEscaped = call.path.utf8.contains(UInt8(ascii: "%"))
    guard !isEscaped, let image = try endpoint.find(call[argument: endpoint.parameter.name], state) else {
      Refusals.notFound(endpoint.missing, to: &response)
      return Outcome()
    }
    let file = try files.file(of: image)
    response.contentType = endpoint.mediaType
    response.entityTag = file.entityTag
    response.setField(.cacheControl, endpoint.cacheControl)
    response.body.append(file.bytes)
    return Outcome()
  }
}
