import Basics

/// Undoes one content coding of request bodies, such as gzip (RFC 9110, section 8.4).
///
/// This target knows the field and the limits; the codings themselves are given to it, since they need a library.
package struct ContentDecoder: Sendable {
  package enum Failure: Error {
    case malformed
    /// It has more bytes than a body may have, or a suspicious many for what was sent.
    case tooLarge
  }

  /// In lower case.
  package let name: StaticString
  /// Decodes a body, of which at most so many bytes may come.
  package let decode: @Sendable (BorrowedBytes, _ limit: Int) throws(Failure) -> [UInt8]

  package init(
    _ name: StaticString,
    decode: @escaping @Sendable (BorrowedBytes, _ limit: Int) throws(Failure) -> [UInt8]
  ) {
    self.name = name
    self.decode = decode
  }
}

/// The content codings that a server takes.
struct ContentCodings: Sendable {
  private let decoders: [ContentDecoder]
  private let limit: Int

  init(_ decoders: [ContentDecoder], limit: Int) {
    self.decoders = decoders
    self.limit = limit
  }

  /// The body without its coding; nil if it has none.
  func decoded(_ request: borrowing Request) throws(HTTPError) -> [UInt8]? {
    guard request.head.present & KnownField.contentEncoding.bit != 0, !request.content.isEmpty,
      let codings = request.field(.contentEncoding)?.lowercased()
    else { return nil }
    let named = codings.split(separator: ",").map { $0.drop { $0 == " " || $0 == "\t" } }.filter { $0 != "identity" }
    guard let coding = named.first else { return nil }
    // RFC 9110, section 8.4.1.3: x-gzip is the same.
    let name = coding == "x-gzip" ? "gzip" : coding
    guard named.count == 1, let decoder = decoders.first(where: { $0.name.description == name }) else {
      throw unsupported(codings, path: request.path)
    }
    do {
      return try decoder.decode(request.content, limit)
    } catch {
      throw failure(error, of: decoder, path: request.path)
    }
  }

  private func failure(_ failure: ContentDecoder.Failure, of decoder: ContentDecoder, path: String) -> HTTPError {
    var error =
      switch failure {
      case .malformed:
        HTTPError(.badRequest, "The body is not what Content-Encoding says: it can't be read as \(decoder.name)")
      case .tooLarge:
        HTTPError(
          .contentTooLarge, "The decoded body is larger than this server takes: it may have \(limit) bytes")
      }
    error.path = path
    return error
  }

  /// RFC 9110, section 15.5.16: what would be taken is named.
  private func unsupported(_ codings: String, path: String) -> HTTPError {
    let names = decoders.isEmpty ? "identity" : decoders.map(\.name.description).joined(separator: ", ")
    var error = HTTPError(.unsupportedMediaType, "Content-Encoding: \(codings) is not supported; use one of: \(names)")
    error.path = path
    error.acceptedCodings = names
    return error
  }
}
