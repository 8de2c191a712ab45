import JSONRPC
import SQLite
import Store

/// Who a partner is, and how far it is trusted.
struct Profile {
  let name: String
  let surname: String?
  let city: String?
  let countryName: String?
  let countryCode: String?
  let rating: Int
  let creditRank: Int
  let verification: VerificationStatus

  init(ofPartner partner: Int, in state: DatabaseState) throws {
    let found = try state.connection.first(
      """
      SELECT p.name, p.surname, p.city, c.name, c.code, p.rating, p.credit_rank, p.address_status, p.address_points,
        p.identity_status, p.identity_points, p.phone_verified, p.phone_points
      FROM res_partner p LEFT JOIN res_country c ON c.id = p.country_id WHERE p.id = ?
      """, partner
    ) { try Profile($0) }
    guard let found else { throw StateError.missingRow(table: "res_partner", id: partner) }
    self = found
  }

  private init(_ row: borrowing Row) throws {
    name = try row[0]
    surname = try row[1]
    city = try row[2]
    countryName = try row[3]
    countryCode = try row[4]
    rating = try row[5]
    creditRank = try row[6]
    verification = VerificationStatus(
      address: .init(status: try row[7], points: try row[8]), identity: .init(status: try row[9], points: try row[10]),
      phone: .init(isVerified: try row[11], points: try row[12]))
  }
}

/// What of a partner has been verified, and the points that it brought.
struct VerificationStatus {
  struct Document {
    /// `not_verified`, `pending`, `verified` or `rejected`.
    let status: String
    let points: Int
  }

  struct Phone {
    let isVerified: Bool
    let points: Int
  }

  let address: Document
  let identity: Document
  let phone: Phone

  static let statuses = ["not_verified", "pending", "verified", "rejected"]

  private static let documentShape = Shape<Document>.object([
    Field("status", "Status: \(statuses.joined(separator: ", "))") { $0.status },
    Field("points", "Points") { $0.points },
  ])

  static let shape = Shape<VerificationStatus>.object([
    Field("address", "Residency address", documentShape) { $0.address },
    Field("identity", "Identity", documentShape) { $0.identity },
    Field(
      "phone", "Phone number",
      .object([
        Field("status", "Whether it is verified") { $0.isVerified },
        Field("points", "Points") { $0.points },
      ])
    ) { $0.phone },
  ])
}

/// The social networks, and which of them a partner has connected.
enum SocialNetworks {
  static let columns = [
    RowColumn("name", .text, "Name of the network"),
    RowColumn("connected", .boolean, "Whether the user has connected it"),
    RowColumn("auth_link", .text, "Where to connect it"),
  ]

  static func all(of partner: Int, in context: CallContext) -> Rows {
    context.rows(
      """
      SELECT a.name, o.partner_id IS NOT NULL, a.auth_link FROM auth_oauth_provider a
      LEFT JOIN res_partner_oauth o ON o.provider_id = a.id AND o.partner_id = ? ORDER BY a.id
      """, partner)
  }
}
