import HTTP
import NebeusAPI
import Store

/// Brings HTTP and a picture's endpoint together; conditional requests and HEAD are the server's part.
struct ImageResponder: APIResponder {
  let endpoint: PictureEndpoint
  /// Shared by all pictures.
  let files: PictureFiles

  func answer(_ passage: APIExchange, to response: inout Response) throws {
    let argument = passage.call[argument: endpoint.parameter.name]
    // An id has one spelling.
    let isEscaped = passage.call.path.utf8.contains(UInt8(ascii: "%"))
    // Found under the database's lock, drawn outside it.
    let (picture, moment) = try passage.database.withState { world in
      (isEscaped ? nil : try endpoint.find(argument, world), world.now)
    }
    if let picture {
      let file = try files.file(of: picture)
      response.contentType = endpoint.mediaType
      response.entityTag = file.entityTag
      response.setField(.cacheControl, endpoint.cacheControl)
      response.body.append(file.bytes)
    } else {
      Refusals.notFound(endpoint.missing, to: &response)
    }
    passage.close(&response, at: moment)
  }
}
