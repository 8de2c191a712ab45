extension Tables {
  /// Transfers from card to card, and the latest one to each recipient, which triggers keep.
  static let cardTransfers = """
    CREATE TABLE card2card_transfer (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      date TEXT NOT NULL \(Check.timestamp("date")),
      source_id INTEGER,
      from_sum INTEGER NOT NULL \(Check.positive("from_sum")),
      from_sum_currency INTEGER NOT NULL REFERENCES res_currency (id),
      to_sum INTEGER NOT NULL \(Check.positive("to_sum")),
      to_sum_currency INTEGER NOT NULL REFERENCES res_currency (id),
      cardholder_name TEXT NOT NULL \(Check.notEmpty("cardholder_name")),
      card_number TEXT NOT NULL
        CONSTRAINT "must be a masked number, such as 4242 **** **** 4242" CHECK (card_number GLOB
        '[0-9][0-9][0-9][0-9] [*][*][*][*] [*][*][*][*] [0-9][0-9][0-9][0-9]'),
      country_id INTEGER NOT NULL REFERENCES res_country (id),
      email TEXT NOT NULL \(Check.notEmpty("email")),
      phone TEXT,
      save_recipient_details INTEGER NOT NULL DEFAULT 0 \(Check.flag("save_recipient_details")),
      operation_ref TEXT NOT NULL \(Check.notEmpty("operation_ref"))
    ) STRICT;
    CREATE INDEX card2card_transfer_recipient ON card2card_transfer (partner_id, card_number, date, id);

    CREATE TABLE card2card_recipient (
      partner_id INTEGER NOT NULL REFERENCES res_partner (id) ON DELETE CASCADE,
      card_number TEXT NOT NULL,
      email TEXT NOT NULL COLLATE NOCASE,
      cardholder_name TEXT NOT NULL COLLATE NOCASE,
      date TEXT NOT NULL,
      transfer_id INTEGER NOT NULL,
      PRIMARY KEY (partner_id, card_number, email, cardholder_name)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER card2card_transfer_added AFTER INSERT ON card2card_transfer BEGIN
      INSERT INTO card2card_recipient
        VALUES (new.partner_id, new.card_number, new.email, new.cardholder_name, new.date, new.id)
        ON CONFLICT DO UPDATE SET date = excluded.date, transfer_id = excluded.transfer_id
          WHERE (excluded.date, excluded.transfer_id) > (date, transfer_id);
    END;

    CREATE TRIGGER card2card_transfer_removed AFTER DELETE ON card2card_transfer BEGIN
      DELETE FROM card2card_recipient WHERE partner_id = old.partner_id AND card_number = old.card_number
        AND email = old.email AND cardholder_name = old.cardholder_name;
      INSERT INTO card2card_recipient
        SELECT partner_id, card_number, email, cardholder_name, date, id FROM card2card_transfer
        WHERE partner_id = old.partner_id AND card_number = old.card_number
          AND email = old.email COLLATE NOCASE AND cardholder_name = old.cardholder_name COLLATE NOCASE
        ORDER BY date DESC, id DESC LIMIT 1;
    END;

    CREATE TRIGGER card2card_transfer_changed AFTER UPDATE ON card2card_transfer BEGIN
      DELETE FROM card2card_recipient WHERE partner_id = old.partner_id AND card_number = old.card_number
        AND email = old.email AND cardholder_name = old.cardholder_name;
      INSERT INTO card2card_recipient
        SELECT partner_id, card_number, email, cardholder_name, date, id FROM card2card_transfer
        WHERE partner_id = old.partner_id AND card_number = old.card_number
          AND email = old.email COLLATE NOCASE AND cardholder_name = old.cardholder_name COLLATE NOCASE
        ORDER BY date DESC, id DESC LIMIT 1;
      INSERT INTO card2card_recipient
        VALUES (new.partner_id, new.card_number, new.email, new.cardholder_name, new.date, new.id)
        ON CONFLICT DO UPDATE SET date = excluded.date, transfer_id = excluded.transfer_id
          WHERE (excluded.date, excluded.transfer_id) > (date, transfer_id);
    END;
    """
}
