import Images

/// An image that the API shows, before its file is made.
///
/// Equal images have the same file, so that whoever serves them may keep it.
package enum Image: Hashable, Sendable {
  /// A PNG file that a partner brought.
  case stored([UInt8])
  /// What stands for a partner who brought none.
  case avatar(partner: Int, initials: String, side: Int)
  /// A country's flag, by its code; the blank one where the country has none.
  case flag(String)

  /// The image's file: PNG, or SVG for a flag.
  package func file() throws -> [UInt8] {
    switch self {
    case .stored(let file): file
    case .avatar(let partner, let initials, let side): try Avatar(seed: partner, initials: initials).png(side: side)
    case .flag(let code): Flag.svg(code: code) ?? Flag.svg(code: Flag.blank) ?? []
    }
  }
}
