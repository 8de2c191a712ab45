import Basics

extension EdgeScenario {
  /// What continues the rows of the text: contacts, the members of groups, messages, due operations.
  static let script = [contactRows, memberRows, messageRows, dueOperationRows].joined(separator: "\n\n")

  /// Users whose names are pairs of 20 and 25, who all have the password of their owner.
  private static let contactRows = """
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(contacts))
    INSERT INTO res_partner (id, name, surname, email, city, country_id)
      SELECT \(ID.firstContact + ID.partnerOffset) + i, CASE i % \(firstNames.count) \(cases(firstNames)) END,
        CASE i / \(firstNames.count) % \(lastNames.count) \(cases(lastNames)) END,
        'contact-' || (i + 1) || '@edge.example', 'Sevilla', \(ID.spain)
      FROM n;

    INSERT INTO res_users (id, login, password_crypt, partner_id)
      SELECT id - \(ID.partnerOffset), email, (SELECT password_crypt FROM res_users WHERE id = \(EdgeUser.contacts.rawValue)), id
      FROM res_partner WHERE id >= \(ID.firstContact + ID.partnerOffset);

    INSERT INTO user_chat_ab (owner_id, user_id)
      SELECT \(EdgeUser.contacts.rawValue), id FROM res_users WHERE id >= \(ID.firstContact);
    """

  /// The first group of `groups` gets one more member, the next two, and so on.
  private static let memberRows = """
    WITH joined (group_id, place) AS (
      SELECT group_id, row_number() OVER (ORDER BY group_id) FROM res_groups_users
      WHERE user_id = \(EdgeUser.groups.rawValue))
    INSERT INTO res_groups_users (group_id, user_id)
      SELECT group_id, u.id FROM joined
      JOIN res_users u ON u.id BETWEEN \(ID.firstContact) + place * 3 AND \(ID.firstContact - 1) + place * 4;
    """

  /// One a minute. The table itself isn't read: SQLite would keep all of its new rows aside first.
  private static let messageRows = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(messages)),
      session (id, start) AS (
        SELECT id, strftime('%s', create_date) FROM im_chat_session
        WHERE first_user_id = \(EdgeUser.chat.rawValue) AND second_user_id = \(EdgeUser.nowhere.rawValue))
    INSERT INTO im_chat_message (create_date, from_id, to_id, message)
      SELECT datetime(start + i * 60, 'unixepoch'),
        iif(i % 3 = 0, \(EdgeUser.chat.rawValue), \(EdgeUser.nowhere.rawValue)), id,
        (i + 1) || '. ' || CASE i % \(phrases.count) \(cases(phrases)) END
      FROM session CROSS JOIN n;
    """

  private static let dueOperationRows = """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(minutesOfDueOperations))
    INSERT INTO account_operation (partner_id, date, amount, description, type, operation_ref)
      SELECT partner_id, datetime(date, i || ' minutes'), amount, description, iif(i % 2, 'credit', 'debit'), operation_ref
      FROM account_operation CROSS JOIN n WHERE partner_id = \(EdgeUser.due.partner);
    """

  private static let firstNames = [
    "Ada", "Björn", "Chiara", "Dmitri", "Élodie", "Farid", "Grace", "Hugo", "İpek", "João", "Kateřina", "Łukasz",
    "María", "Nils", "Olga", "Paweł", "Quentin", "Rosa", "Søren", "Tomáš",
  ]

  private static let lastNames = [
    "Andersson", "Bianchi", "Castro", "Dvořák", "Eriksen", "Fischer", "García", "Hansen", "Ivanov", "Jensen", "Kim",
    "López", "Müller", "Nagy", "O'Brien", "Petrov", "Quinn", "Rossi", "Schmidt", "Tanaka", "Unger", "Vega", "Weber",
    "Yılmaz", "Zhang",
  ]

  private static let phrases = [
    "Hi!", "Did the transfer arrive?", "Not yet. The bank says tomorrow.", "👍", "¿Cuánto fue la comisión?",
    "0.35 EUR", "Then we agree.",
  ]

  /// `WHEN 0 THEN 'Ada' WHEN 1 THEN 'Björn'`
  private static func cases(_ texts: [String]) -> String {
    texts.enumerated().map { "WHEN \($0) THEN '\($1.exchanging("'", for: "''"))'" }.joined(separator: " ")
  }
}
