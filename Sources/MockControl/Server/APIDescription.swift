import Basics
import HTTP
import JSON
import JSONRPC
import NebeusAPI
import OdooHTTP
import OpenAPI

/// How a server answers API calls.
package struct APIContract: Sendable {
  package var format: AnswerFormat
  /// Whether it refuses what the reference doesn't allow.
  package var isStrict: Bool
  /// Whether its description has what the reference doesn't list (`API.extensions`), too.
  package var hasExtensions: Bool

  package init(_ format: AnswerFormat, isStrict: Bool = false, hasExtensions: Bool = false) {
    self.format = format
    self.isStrict = isStrict
    self.hasExtensions = hasExtensions
  }
}

/// The OpenAPI document of the API, made from the endpoints themselves.
package enum APIDescription {
  /// The document of a server that answers by `contract`, as JSON.
  /// Throws `ParseError` and `Manifest.NoList` if the examples can't be read.
  package static func document(_ contract: APIContract) throws -> ByteBuffer {
    let (format, isStrict) = (contract.format, contract.isStrict)
    let chapters = API.chapters(in: format.revision)
    let extensions = contract.hasExtensions ? API.extensions : []
    let description = Description(
      title: "Nebeus API", version: Version.version, text: text(format, isStrict: isStrict), format: format,
      isStrict: isStrict,
      security: Security(name: Request.sessionName, field: FieldName.openERPSession.name),
      chapters: (chapters + extensions).map(\.name),
      operations: operations(of: chapters) + operations(of: extensions, areExtensions: true),
      images: chapters.flatMap { chapter in
        chapter.images.map { image in
          ImageOperation(
            name: OperationName.name(of: image.path), path: image.path, summary: image.summary,
            chapter: chapter.name, mediaType: "\(image.mediaType)", parameter: image.parameter,
            missing: image.missing)
        }
      },
      examples: try Manifest(of: format.revision).examples.compactMap(Example.init))
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    description.write(to: &writer)
    return writer.finish()
  }

  private static func operations(of chapters: [Chapter], areExtensions: Bool = false) -> [Operation] {
    chapters.flatMap { chapter in
      chapter.endpoints.map { endpoint in
        Operation(
          endpoint, named: OperationName.name(of: endpoint.path), chapter: chapter.name, isExtension: areExtensions)
      }
    }
  }

  private static func text(_ format: AnswerFormat, isStrict: Bool) -> String {
    let answers =
      switch format.dialect {
      case .documented:
        """
        Answers have the documented shapes; a request with `Prefer: dialect=jsonrpc` is answered by one plain JSON-RPC \
        2.0 object instead.
        """
      case .jsonrpc: "Every answer is one plain JSON-RPC 2.0 object."
      }
    let calls =
      isStrict
      ? "A body is a JSON-RPC 2.0 call with its envelope, and nothing that isn't documented."
      : """
      A body is a JSON-RPC 2.0 call, the bare object of its params, a form, or nothing; numbers may be decimal strings, \
      and params that aren't documented are ignored.
      """
    return """
      A mock of the Nebeus API, as its reference of \(format.revision.rawValue) has it. \(answers)

      \(calls) An array of calls is a batch, answered by the array of their plain envelopes.

      A refused call is answered with status 200, in its documented form or as a JSON-RPC error object.

      Signing in gives a session, which calls bring as a cookie, a header or a query parameter. The header \
      `X-Odoo-Database`, the query parameter `db` or a host `NAME.localhost` chooses the database.
      """
  }
}

/// What an operation is called by generated clients: its path in words, without the version that most have: `signin` of
/// `/signin/1.0/json`.
enum OperationName {
  static func name(of path: String) -> String {
    let version = "/1.0/json"
    let path = path.hasSuffix(version) ? path.dropLast(version.count) : path[...]
    let words = path.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
    return words.joined(separator: "_")
  }
}
