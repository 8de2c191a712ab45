import JSONRPC
import NebeusSchema
import SQLite
import Store

/// The image of a partner, in two sizes: the partner's own, or a generated one, always the same for that partner.
enum ProfileImage {
  static let partnerID = Parameter("partner_id", .id, "Partner id")

  static let big = endpoint(
    "/partner/{partner_id}/profile_image/big", summary: "Get partner profile image, 150x150 pixels", size: .big)
  static let small = endpoint(
    "/partner/{partner_id}/profile_image", summary: "Get partner profile image, 64x64 pixels", size: .small)

  private static func endpoint(_ path: String, summary: String, size: PartnerImage) -> ImageEndpoint {
    ImageEndpoint(
      // A partner's image changes with the state behind it: it may be kept, but is asked after each time.
      path: path, summary: summary, mediaType: "image/png", cacheControl: "no-cache", parameter: partnerID,
      missing: "There is no such partner"
    ) { argument, world in
      // An id has one spelling: `007` and `+7` name nobody.
      guard let id = Int(argument), "\(id)" == argument else { return nil }
      return try image(of: id, size, in: world.connection)
    }
  }

  private static func image(of id: Int, _ size: PartnerImage, in database: SQLiteConnection) throws
    -> Image?
  {
    let own: [UInt8]? =
      switch size {
      case .big: try database.first("SELECT big FROM res_partner_image WHERE partner_id = ?", id) { try $0[0] }
      case .small: try database.first("SELECT small FROM res_partner_image WHERE partner_id = ?", id) { try $0[0] }
      }
    if let own { return .stored(own) }
    return try database.first("SELECT name, surname FROM res_partner WHERE id = ?", id) { row in
      let names = [try row[0] as String, try row[1] as String? ?? ""]
      return .avatar(partner: id, initials: String(names.compactMap(\.first)), side: size.side)
    }
  }
}
