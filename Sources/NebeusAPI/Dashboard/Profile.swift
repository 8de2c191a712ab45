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
    guard let found else { throw MissingRow(table: "res_partner", id: partner) }
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
