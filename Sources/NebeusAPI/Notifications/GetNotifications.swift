import JSONRPC
import SQLite

/// The five newest notifications of the current user, and how many are unread. None is read by that.
enum GetNotifications {
  private static let newestCount = 5

  static let endpoint = Endpoint<CallContext>(
    "/user/notifications",
    summary: "Get notifications",
    since: .june2017,
    access: .session,
    answer: .object([
      Field(
        "messages", "The five newest, newest first",
        .rows(of: [
          Field("date", "When it was sent, in UTC") { try $0[0] as String },
          Field("is_read", "Whether it is read") { try $0[1] as Bool },
          Field("msg_id", "ID of the notification") { try $0[2] as Int },
          Field("operation_id", "Reference of the operation it is about") { try $0[3] as String? },
          Field("subject", "What it says") { try $0[4] as String },
          Field("url", "Path of the page it is about") { try $0[5] as String? },
          Field("userpic", "Path of the sender's picture") { row in
            try (row[6] as Int?).map { "/partner/\($0)/profile_image" }
          },
        ])
      ) { $0.newest },
      Field("new_count", "How many are unread, of all") { (found: (newest: Rows, unread: Int)) in found.unread },
    ]),
    envelope: .object
  ) { _, context in
    let partner = try context.user.partnerID
    let newest = context.rows(
      """
      SELECT date, is_read, id, operation_ref, subject, url, author_id FROM mail_notification
      WHERE partner_id = ? ORDER BY date DESC, id DESC LIMIT ?
      """, partner, newestCount)
    let unread = try context.database.first(
      "SELECT count(*) FROM mail_notification WHERE partner_id = ? AND is_read = 0", partner
    ) { try $0[0] as Int }
    return (newest, unread ?? 0)
  }
}
