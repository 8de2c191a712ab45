import Basics

/// A response's own fields, as they are sent.
extension Response {
  func writeFields(to out: inout ByteBuffer) {
    if contentType.utf8CodeUnitCount > 0, !status.isBodiless {
      out.append("Content-Type: ")
      out.append(contentType)
      out.append("\r\n")
    }
    if let entityTag, Response.isSafe(entityTag) {
      out.append("ETag: ")
      out.append(entityTag)
      out.append("\r\n")
    }
    if let lastModified {
      out.append("Last-Modified: ")
      lastModified.write(to: &out)
      out.append("\r\n")
    }
    fields.bytes.withBytes { out.append($0) }
  }

  private static func isSafe(_ value: String) -> Bool {
    var value = value
    return value.withUTF8 { Grammar.isFieldValue(UnsafeRawBufferPointer($0)) }
  }
}
