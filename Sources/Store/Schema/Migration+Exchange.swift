extension Migration {
  /// Support tickets, saved cards, buying and selling, transfers from card to card.
  ///
  /// What an endpoint needs of a table that grows is kept by triggers: a day's turnover, the latest transfer to a
  /// recipient. Card numbers are kept masked, card codes never.
  static let exchange = Migration(
    number: 3,
    script: """
      CREATE TABLE helpdesk_ticket (
        id INTEGER PRIMARY KEY,
        email TEXT NOT NULL CHECK (email <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        message TEXT NOT NULL CHECK (message <> ''),
        create_date TEXT NOT NULL CHECK (create_date IS datetime(create_date))
      ) STRICT;

      CREATE TABLE payment_card (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        pan_number TEXT NOT NULL CHECK (pan_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
        payment_system TEXT NOT NULL CHECK (payment_system <> ''),
        cardholder_name TEXT,
        expiration_date TEXT NOT NULL CHECK (expiration_date IS datetime(expiration_date)),
        UNIQUE (partner_id, pan_number, expiration_date)
      ) STRICT;

      CREATE TRIGGER payment_card_id_added AFTER INSERT ON payment_card
      WHEN EXISTS (SELECT 1 FROM account_account WHERE id = new.id) BEGIN
        SELECT RAISE(ABORT, 'the id is that of a wallet too, but cards and wallets draw theirs from one sequence');
      END;
      CREATE TRIGGER payment_card_id_changed AFTER UPDATE OF id ON payment_card
      WHEN EXISTS (SELECT 1 FROM account_account WHERE id = new.id) BEGIN
        SELECT RAISE(ABORT, 'the id is that of a wallet too, but cards and wallets draw theirs from one sequence');
      END;
      CREATE TRIGGER account_account_id_added AFTER INSERT ON account_account
      WHEN EXISTS (SELECT 1 FROM payment_card WHERE id = new.id) BEGIN
        SELECT RAISE(ABORT, 'the id is that of a card too, but cards and wallets draw theirs from one sequence');
      END;
      CREATE TRIGGER account_account_id_changed AFTER UPDATE OF id ON account_account
      WHEN EXISTS (SELECT 1 FROM payment_card WHERE id = new.id) BEGIN
        SELECT RAISE(ABORT, 'the id is that of a card too, but cards and wallets draw theirs from one sequence');
      END;

      CREATE TABLE exchange_code (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
        type TEXT NOT NULL CHECK (type IN ('buy', 'sell')),
        code TEXT NOT NULL CHECK (code <> ''),
        source_id INTEGER NOT NULL,
        target_id INTEGER NOT NULL REFERENCES account_account (id),
        bitcoin_amount INTEGER NOT NULL CHECK (bitcoin_amount > 0),
        euro_amount INTEGER NOT NULL CHECK (euro_amount > 0),
        wrong_tries INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
        is_used INTEGER NOT NULL DEFAULT 0 CHECK (is_used IN (0, 1)),
        create_date TEXT NOT NULL CHECK (create_date IS datetime(create_date))
      ) STRICT;
      CREATE INDEX exchange_code_user ON exchange_code (user_id);
      CREATE INDEX exchange_code_target ON exchange_code (target_id);

      CREATE TABLE exchange_order (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        date TEXT NOT NULL CHECK (date IS datetime(date)),
        type TEXT NOT NULL CHECK (type IN ('buy', 'sell')),
        bitcoin_amount INTEGER NOT NULL CHECK (bitcoin_amount > 0),
        euro_amount INTEGER NOT NULL CHECK (euro_amount > 0),
        operation_ref TEXT NOT NULL CHECK (operation_ref <> '')
      ) STRICT;
      CREATE INDEX exchange_order_date ON exchange_order (partner_id, date, id);

      CREATE TABLE exchange_turnover (
        partner_id INTEGER NOT NULL REFERENCES res_partner (id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        euro_amount INTEGER NOT NULL,
        PRIMARY KEY (partner_id, day)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER exchange_order_added AFTER INSERT ON exchange_order BEGIN
        INSERT INTO exchange_turnover VALUES (new.partner_id, substr(new.date, 1, 10), new.euro_amount)
          ON CONFLICT DO UPDATE SET euro_amount = euro_amount + excluded.euro_amount;
      END;
      CREATE TRIGGER exchange_order_removed AFTER DELETE ON exchange_order BEGIN
        UPDATE exchange_turnover SET euro_amount = euro_amount - old.euro_amount
          WHERE partner_id = old.partner_id AND day = substr(old.date, 1, 10);
      END;
      CREATE TRIGGER exchange_order_changed AFTER UPDATE ON exchange_order BEGIN
        UPDATE exchange_turnover SET euro_amount = euro_amount - old.euro_amount
          WHERE partner_id = old.partner_id AND day = substr(old.date, 1, 10);
        INSERT INTO exchange_turnover VALUES (new.partner_id, substr(new.date, 1, 10), new.euro_amount)
          ON CONFLICT DO UPDATE SET euro_amount = euro_amount + excluded.euro_amount;
      END;

      CREATE TABLE card2card_transfer (
        id INTEGER PRIMARY KEY,
        partner_id INTEGER NOT NULL REFERENCES res_partner (id),
        date TEXT NOT NULL CHECK (date IS datetime(date)),
        source_id INTEGER,
        from_sum INTEGER NOT NULL CHECK (from_sum > 0),
        from_sum_currency INTEGER NOT NULL REFERENCES res_currency (id),
        to_sum INTEGER NOT NULL CHECK (to_sum > 0),
        to_sum_currency INTEGER NOT NULL REFERENCES res_currency (id),
        cardholder_name TEXT NOT NULL CHECK (cardholder_name <> ''),
        card_number TEXT NOT NULL CHECK (card_number GLOB
          '[0-9][0-9][0-9][0-9] [*][*][*][*] [*][*][*][*] [0-9][0-9][0-9][0-9]'),
        country_id INTEGER NOT NULL REFERENCES res_country (id),
        email TEXT NOT NULL CHECK (email <> ''),
        phone TEXT,
        save_recipient_details INTEGER NOT NULL DEFAULT 0 CHECK (save_recipient_details IN (0, 1)),
        operation_ref TEXT NOT NULL CHECK (operation_ref <> '')
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
      """)
}
