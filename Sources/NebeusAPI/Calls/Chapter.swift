import JSONRPC

/// A chapter of the reference: its endpoints, in its order.
package struct Chapter: Sendable {
  package let name: String
  package let endpoints: [Endpoint<CallContext>]
  package let pictures: [PictureEndpoint]

  init(_ name: String, _ endpoints: [Endpoint<CallContext>] = [], pictures: [PictureEndpoint] = []) {
    self.name = name
    self.endpoints = endpoints
    self.pictures = pictures
  }
}
