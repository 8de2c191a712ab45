import NebeusAPI
import Testing

@Suite("Every endpoint")
struct QueryPlanTests {
  /// What may be read from end to end, or sorted in a table made for it, and why that does not grow.
  private static let exceptions: [(sql: String, steps: [String], reason: String)] = [
    ("", ["SCAN CONSTANT ROW"], "is no table"),
    ("FROM res_country WHERE active ORDER BY id", ["SCAN res_country"], "the answer is all countries, which are few"),
    ("FROM res_currency ORDER BY name", ["SCAN res_currency USING INDEX sqlite_autoindex_res_currency_1"], "as above"),
    ("WHERE name IN ('EUR', 'BTC') ORDER BY id", ["USE TEMP B-TREE FOR ORDER BY"], "sorts two currencies"),
    ("FROM auth_oauth_provider a", ["SCAN a"], "the answer is all providers, which are few"),
    ("FROM im_chat_user u\nWHERE u.id <> ?1", ["SCAN u"], "the answer is all users but a few"),
    (
      "FROM account_account a\nJOIN account_transaction t ON t.account_id = a.id AND (t.date",
      ["USE TEMP B-TREE FOR ORDER BY"],
      "sorts the ten transactions that a dashboard shows"
    ),
    (
      "SELECT id FROM account_transfer WHERE sender_id", ["SCAN found", "USE TEMP B-TREE FOR ORDER BY"],
      "sorts a user's own transfers"
    ),
    ("FROM payment_card WHERE partner_id = ?", ["USE TEMP B-TREE FOR ORDER BY"], "sorts a user's own cards"),
    (
      "FROM card2card_recipient r", ["USE TEMP B-TREE FOR ORDER BY"],
      "sorts a user's recipients, however many transfers they had"
    ),
    ("FROM im_chat_session_member o", ["USE TEMP B-TREE FOR ORDER BY"], "sorts a user's own sessions"),
    ("FROM im_chat_session_member m", ["USE TEMP B-TREE FOR ORDER BY"], "sorts a session's own users"),
    (
      "WITH shared AS MATERIALIZED",
      [
        "SCAN shared", "SCAN h", "SCAN contact", "SCAN c", "USE TEMP B-TREE FOR GROUP BY", "SCAN (subquery-1)",
      ],
      "gathers a user's own sessions and contacts, with one look each at the end of an index of the messages, and where "
        + "somebody is typing, a look at some messages of each author"
    ),
    ("(SELECT id FROM im_chat_message_next)", ["SCAN r"], "has one row at most"),
    ("EXISTS (SELECT 1 FROM im_chat_message_removed)", ["SCAN im_chat_message_removed"], "as above"),
  ]

  @Test("finds its rows by an index, whatever the tables hold")
  func plans() throws {
    let tour = try Tour()
    #expect(tour.failures == [])
    #expect(Set(API.endpoints.map(\.path)).subtracting(tour.done) == [])
    for (sql, plan) in tour.plans {
      let allowed = Self.exceptions.filter { sql.contains($0.sql) || $0.sql.isEmpty }.flatMap(\.steps)
      let slow = plan.filter { step in
        ["SCAN ", "USE TEMP B-TREE", "AUTOMATIC"].contains { step.contains($0) } && !allowed.contains(step)
      }
      #expect(slow == [], "\(sql)")
    }
  }

  @Test("is one that the exceptions are still about")
  func exceptions() throws {
    let plans = try Tour().plans
    for exception in Self.exceptions {
      let steps = plans.filter { $0.key.contains(exception.sql) || exception.sql.isEmpty }.values.joined()
      #expect(Set(exception.steps).subtracting(steps) == [], "\(exception.sql)")
    }
  }
}
