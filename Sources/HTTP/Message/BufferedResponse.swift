import Basics

/// A copy of an answer that outlives the loop's response: made on one thread or at one time, sent on or at another.
///
/// It has all but a streamed body.
package struct BufferedResponse: Sendable {
  let status: Status
  let contentType: StaticString
  let body: [UInt8]
  let entityTag: String?
  let wire: Response.TransportFault
  let fields: [UInt8]
}

extension Response {
  package borrowing func kept() -> BufferedResponse {
    BufferedResponse(
      status: status, contentType: contentType, body: body.withBytes { Array($0) }, entityTag: entityTag,
      wire: wire, fields: fields.bytes.withBytes { Array($0) })
  }

  /// Takes over what was kept, in the place of all that was set before.
  package mutating func set(_ answer: BufferedResponse) {
    clear()
    status = answer.status
    contentType = answer.contentType
    body.append(answer.body)
    entityTag = answer.entityTag
    wire = answer.wire
    fields.restore(answer.fields)
  }
}
