import JSONRPC
import Store

/// A social network, and whether a partner has connected it.
struct SocialNetwork {
  let name: String
  let isConnected: Bool
  let link: String

  static let fields: [Field<SocialNetwork>] = [
    Field("name", "Name of the network") { $0.name },
    Field("connected", "Whether the user has connected it") { $0.isConnected },
    Field("auth_link", "Where to connect it") { $0.link },
  ]

  static func all(of partner: Int, in state: DatabaseState) throws -> [SocialNetwork] {
    try state.connection.all(
      """
      SELECT a.name, o.partner_id IS NOT NULL, a.auth_link FROM auth_oauth_provider a
      LEFT JOIN res_partner_oauth o ON o.provider_id = a.id AND o.partner_id = ? ORDER BY a.id
      """, partner
    ) { SocialNetwork(name: try $0[0], isConnected: try $0[1], link: try $0[2]) }
  }
}
