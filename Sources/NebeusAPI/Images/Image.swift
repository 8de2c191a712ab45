import Images
import JSONRPC
import Store

/// All there is to say about an image that the API serves by GET: where it is, what its path names, how it is found.
///
/// From it come the route and its description. Everyone may look at images.
package struct ImageEndpoint: Sendable {
  /// As the reference writes it: `/partner/{partner_id}/profile_image`.
  package let path: String
  package let summary: String
  /// `image/png` or `image/svg+xml`.
  package let mediaType: StaticString
  /// How long, and by whom, an answer may be kept (RFC 9111, section 5.2.2).
  package let cacheControl: StaticString
  /// The one argument, which stands in the path.
  package let parameter: any ParameterDeclaration
  /// What the argument should have named, for the answer to one that names nothing.
  package let missing: String
  /// The image that the argument names; nil where there is none.
  package let find: @Sendable (_ argument: String, DatabaseState) throws -> Image?
}

/// An image that the API shows, before its file is made.
///
/// Equal images have the same file, so that a server of them may keep it.
package enum Image: Hashable, Sendable {
  /// A PNG file that a partner brought.
  case stored([UInt8])
  /// What stands for a partner who brought none.
  case avatar(partner: Int, initials: String, side: Int)
  /// A country's flag, by its code; the blank one where the country has none.
  case flag(String)

  /// The image's file: PNG, or SVG for a flag.
  package func file() throws(PNGError) -> [UInt8] {
    switch self {
    case .stored(let file): file
    case .avatar(let partner, let initials, let side): try Avatar(seed: partner, initials: initials).png(side: side)
    case .flag(let code): Flag.svg(code: code) ?? Flag.svg(code: Flag.blank) ?? []
    }
  }
}
