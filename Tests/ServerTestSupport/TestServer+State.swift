@testable import Store

extension TestServer {
  /// Every row of every table but the sessions, whose use is noted by refused calls too.
  package func state() throws -> [String: [[String]]] {
    // That somebody called, even in vain, is kept in the session and the presence.
    let names = try rows(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('http_session', 'im_chat_presence')
      """)
    var state: [String: [[String]]] = [:]
    for name in names.joined() { state[name] = try rows("SELECT * FROM \"\(name)\"") }
    return state
  }

  /// Accounts whose balance isn't their opening balance and what moved on them, or whose kept sums are off.
  package func wrongBalances() throws -> [[String]] {
    try rows(
      """
      SELECT a.id FROM account_account a WHERE a.balance <> a.opening_balance
          + (SELECT coalesce(sum(credit - debit), 0) FROM account_transaction WHERE account_id = a.id)
        OR a.credit_total <> (SELECT coalesce(sum(credit), 0) FROM account_turnover WHERE account_id = a.id)
        OR a.debit_total <> (SELECT coalesce(sum(debit), 0) FROM account_turnover WHERE account_id = a.id)
      """)
  }

  /// Makes the write of a row behind the next `count` fail, in whatever table, also those of triggers.
  package func failWrite(after count: Int) throws {
    let names = try rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'http_session'")
    var script = """
      DROP TABLE IF EXISTS temp.fault; CREATE TEMP TABLE fault (rest INTEGER);
      INSERT INTO fault VALUES (\(count));
      """
    for name in names.joined() {
      for event in ["INSERT", "UPDATE", "DELETE"] {
        script += """
          DROP TRIGGER IF EXISTS temp.fault_\(name)_\(event);
          CREATE TEMP TRIGGER fault_\(name)_\(event) BEFORE \(event) ON main.\(name) BEGIN
            UPDATE fault SET rest = rest - 1;
            SELECT RAISE(ABORT, 'a fault that a test ordered') WHERE (SELECT rest FROM fault) < 0;
          END;
          """
      }
    }
    try change(script)
  }
}

/// Tells whether a server's standard database has the state that it had.
///
/// Its pages are compared first, which costs a hundredth of comparing its rows: those are looked at where a page
/// differs.
package final class StateWatch {
  private let server: TestServer
  private let rows: [String: [[String]]]
  /// The latest pages that have these rows.
  private var pages: [UInt8]

  package init(_ server: TestServer) throws {
    self.server = server
    rows = try server.state()
    pages = try Self.pages(of: server)
  }

  package func isUnchanged() throws -> Bool {
    let current = try Self.pages(of: server)
    if current == pages { return true }
    guard try server.state() == rows else { return false }
    pages = current
    return true
  }

  private static func pages(of server: TestServer) throws -> [UInt8] {
    try server.databases.database(.standard).withState { try $0.keptPages().bytes }
  }
}
