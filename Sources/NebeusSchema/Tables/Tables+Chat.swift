extension Tables {
  /// Groups, chat sessions and their messages, presence, address books.
  ///
  /// Who is in a session is never stored twice: a session has its two users, or a group whose members they are. The
  /// latest message of a session is the end of an index, whatever the number of messages.
  static let chat = """
    CREATE TABLE res_groups (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL \(Check.notEmpty("name"))
    ) STRICT;

    CREATE TABLE res_groups_users (
      group_id INTEGER NOT NULL REFERENCES res_groups (id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      PRIMARY KEY (group_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX res_groups_users_user ON res_groups_users (user_id, group_id);

    CREATE TABLE im_chat_session_document (
      id INTEGER PRIMARY KEY,
      doc_model TEXT NOT NULL \(Check.notEmpty("doc_model")),
      doc_id INTEGER NOT NULL \(Check.positive("doc_id")),
      UNIQUE (doc_model, doc_id)
    ) STRICT;

    CREATE TABLE im_chat_session (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      uuid TEXT NOT NULL UNIQUE \(Check.notEmpty("uuid")),
      create_date TEXT NOT NULL \(Check.timestamp("create_date")),
      group_id INTEGER REFERENCES res_groups (id),
      first_user_id INTEGER REFERENCES res_users (id),
      second_user_id INTEGER REFERENCES res_users (id),
      document_id INTEGER REFERENCES im_chat_session_document (id),
      CONSTRAINT "a session has either a group or two users" CHECK ((group_id IS NULL) = (first_user_id IS NOT NULL)),
      CONSTRAINT "a session has either a group or two users"
        CHECK ((group_id IS NULL) = (second_user_id IS NOT NULL)),
      CONSTRAINT "first_user_id must be less than second_user_id" CHECK (first_user_id < second_user_id)
    ) STRICT;
    CREATE UNIQUE INDEX im_chat_session_pair
      ON im_chat_session (first_user_id, second_user_id, coalesce(document_id, 0)) WHERE group_id IS NULL;
    CREATE UNIQUE INDEX im_chat_session_group
      ON im_chat_session (group_id, coalesce(document_id, 0)) WHERE group_id IS NOT NULL;
    CREATE INDEX im_chat_session_first_user ON im_chat_session (first_user_id);
    CREATE INDEX im_chat_session_second_user ON im_chat_session (second_user_id);

    CREATE TABLE im_chat_conversation_state (
      session_id INTEGER NOT NULL REFERENCES im_chat_session (id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      state TEXT NOT NULL DEFAULT 'open' \(Check.oneOf("state", "open", "folded", "closed")),
      is_read INTEGER NOT NULL DEFAULT 1 \(Check.flag("is_read")),
      status TEXT NOT NULL DEFAULT 'active' \(Check.oneOf("status", "active", "favorite", "archive")),
      PRIMARY KEY (session_id, user_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE im_chat_message (
      id INTEGER PRIMARY KEY,
      create_date TEXT NOT NULL \(Check.timestamp("create_date")),
      from_id INTEGER NOT NULL REFERENCES res_users (id),
      to_id INTEGER NOT NULL REFERENCES im_chat_session (id),
      type TEXT NOT NULL DEFAULT 'message' \(Check.oneOf("type", "message", "money4_chat_attach_msg", "typing")),
      message TEXT NOT NULL
    ) STRICT;
    CREATE INDEX im_chat_message_session ON im_chat_message (to_id, id);
    -- For each author of a session an id: the author's latest message there has this id, or one that is higher by
    -- \(authorSpan) at most. An index of authors would have an entry for each message, which takes 5,000 instructions of a
    -- post; this is written for one message in \(authorSpan + 1) at most.
    CREATE TABLE im_chat_author (
      session_id INTEGER NOT NULL,
      user_id INTEGER NOT NULL,
      id INTEGER NOT NULL,
      PRIMARY KEY (session_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER im_chat_author_message_added AFTER INSERT ON im_chat_message
      WHEN NEW.type <> 'typing' AND NOT EXISTS (
        SELECT 1 FROM im_chat_author
        WHERE session_id = NEW.to_id AND user_id = NEW.from_id AND id >= NEW.id - \(authorSpan)) BEGIN
      INSERT INTO im_chat_author VALUES (NEW.to_id, NEW.from_id, NEW.id) ON CONFLICT DO UPDATE SET id = excluded.id;
    END;
    CREATE TRIGGER im_chat_author_message_removed AFTER DELETE ON im_chat_message
      WHEN OLD.id >= (SELECT id FROM im_chat_author WHERE session_id = OLD.to_id AND user_id = OLD.from_id) BEGIN
      \(findAuthor(of: "OLD"))
    END;
    CREATE TRIGGER im_chat_author_message_changed AFTER UPDATE OF id, from_id, to_id, type ON im_chat_message BEGIN
      \(findAuthor(of: "OLD"))
      \(findAuthor(of: "NEW"))
    END;
    CREATE VIEW im_chat_author_latest AS
      SELECT a.session_id, a.user_id, (
        SELECT m.id FROM im_chat_message m
        WHERE m.to_id = a.session_id AND m.id BETWEEN a.id AND a.id + \(authorSpan)
          AND m.from_id = a.user_id AND m.type <> 'typing'
        ORDER BY m.id DESC LIMIT 1
      ) AS id
      FROM im_chat_author a;

    -- The id of a deleted message never comes again: one that was the newest is kept here. With AUTOINCREMENT SQLite would
    -- write to a table of its own for each message.
    CREATE TABLE im_chat_message_removed (id INTEGER PRIMARY KEY) STRICT;
    CREATE TRIGGER im_chat_message_removed AFTER DELETE ON im_chat_message
      WHEN OLD.id > max(
        coalesce((SELECT max(id) FROM im_chat_message), 0), coalesce((SELECT id FROM im_chat_message_removed), 0)) BEGIN
      DELETE FROM im_chat_message_removed;
      INSERT INTO im_chat_message_removed VALUES (OLD.id);
    END;
    -- The id of the next message; no row where that is one above the newest's, as SQLite chooses it itself.
    CREATE VIEW im_chat_message_next AS
      SELECT id + 1 AS id FROM im_chat_message_removed r
      WHERE NOT EXISTS (SELECT 1 FROM im_chat_message m WHERE m.id > r.id);

    CREATE TABLE im_chat_presence (
      user_id INTEGER PRIMARY KEY REFERENCES res_users (id) ON DELETE CASCADE,
      im_status TEXT NOT NULL DEFAULT 'offline' \(Check.oneOf("im_status", "online", "away", "offline")),
      last_presence TEXT \(Check.timestamp("last_presence"))
    ) STRICT;

    CREATE TABLE user_chat_ab (
      owner_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      PRIMARY KEY (owner_id, user_id),
      CONSTRAINT "user_id must not be owner_id" CHECK (user_id <> owner_id)
    ) STRICT, WITHOUT ROWID;

    -- As GetHistory.message reads a row: the sender is there for the user and for the user's partner.
    CREATE VIEW im_chat_message_row AS
      SELECT m.create_date, s.id AS to_id, s.uuid, m.message, m.type, m.id, m.from_id, m.from_id AS from_user_id
      FROM im_chat_message m JOIN im_chat_session s ON s.id = m.to_id;

    CREATE VIEW im_chat_session_member AS
      SELECT id AS session_id, first_user_id AS user_id FROM im_chat_session WHERE group_id IS NULL
      UNION ALL SELECT id, second_user_id FROM im_chat_session WHERE group_id IS NULL
      UNION ALL SELECT s.id, m.user_id FROM im_chat_session s JOIN res_groups_users m ON m.group_id = s.group_id;

    CREATE VIEW im_chat_conversation AS
      SELECT m.session_id, m.user_id,
        coalesce(v.is_read, NOT EXISTS (
          SELECT 1 FROM im_chat_author a WHERE a.session_id = m.session_id AND a.user_id <> m.user_id
        )) AS is_read
      FROM im_chat_session_member m LEFT JOIN im_chat_conversation_state v
        ON v.session_id = m.session_id AND v.user_id = m.user_id;

    CREATE VIEW im_chat_user AS
      SELECT u.id, u.partner_id, p.full_name AS name, p.email,
        coalesce(i.im_status, 'offline') AS im_status, i.last_presence,
        CASE WHEN i.last_presence IS NOT NULL
          THEN (SELECT max(h.last_used) FROM http_session h WHERE h.user_id = u.id) END AS last_used
      FROM res_users u JOIN res_partner_name p ON p.id = u.partner_id
      LEFT JOIN im_chat_presence i ON i.user_id = u.id;
    """

  /// By how much the id of an author's latest message may exceed that in `im_chat_author`. Messages of other sessions
  /// have some of the ids between.
  private static let authorSpan = 31

  /// Makes the row of `im_chat_author` for the author and the session of a message anew.
  private static func findAuthor(of message: String) -> String {
    """
    DELETE FROM im_chat_author WHERE session_id = \(message).to_id AND user_id = \(message).from_id;
    INSERT INTO im_chat_author
      SELECT to_id, from_id, id FROM im_chat_message
      WHERE to_id = \(message).to_id AND from_id = \(message).from_id AND type <> 'typing' ORDER BY id DESC LIMIT 1;
    """
  }
}
