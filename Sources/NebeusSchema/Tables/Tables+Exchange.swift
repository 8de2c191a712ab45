extension Tables {
  /// Support tickets, saved cards, buying and selling.
  ///
  /// A day's turnover is kept by triggers. Card numbers are stored masked, card codes never.
  static let exchange = """
    CREATE TABLE helpdesk_ticket (
      id INTEGER PRIMARY KEY,
      email TEXT NOT NULL \(Check.notEmpty("email")),
      name TEXT NOT NULL \(Check.notEmpty("name")),
      message TEXT NOT NULL \(Check.notEmpty("message")),
      create_date TEXT NOT NULL \(Check.timestamp("create_date"))
    ) STRICT;

    CREATE TABLE payment_card (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      pan_number TEXT NOT NULL
        CONSTRAINT "must be the first and the last four digits of the card number, such as 42424242"
          CHECK (pan_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
      payment_system TEXT NOT NULL \(Check.notEmpty("payment_system")),
      cardholder_name TEXT,
      expiration_date TEXT NOT NULL \(Check.timestamp("expiration_date")),
      UNIQUE (partner_id, pan_number, expiration_date)
    ) STRICT;

    CREATE TRIGGER payment_card_id_added AFTER INSERT ON payment_card
    WHEN EXISTS (SELECT 1 FROM account_account WHERE id = new.id) BEGIN
      SELECT RAISE(ABORT, 'duplicate id: a wallet has it, and cards and wallets share their ids');
    END;

    CREATE TRIGGER payment_card_id_changed AFTER UPDATE OF id ON payment_card
    WHEN EXISTS (SELECT 1 FROM account_account WHERE id = new.id) BEGIN
      SELECT RAISE(ABORT, 'duplicate id: a wallet has it, and cards and wallets share their ids');
    END;

    CREATE TRIGGER account_account_id_added AFTER INSERT ON account_account
    WHEN EXISTS (SELECT 1 FROM payment_card WHERE id = new.id) BEGIN
      SELECT RAISE(ABORT, 'duplicate id: a card has it, and cards and wallets share their ids');
    END;

    CREATE TRIGGER account_account_id_changed AFTER UPDATE OF id ON account_account
    WHEN EXISTS (SELECT 1 FROM payment_card WHERE id = new.id) BEGIN
      SELECT RAISE(ABORT, 'duplicate id: a card has it, and cards and wallets share their ids');
    END;

    CREATE TABLE exchange_code (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      user_id INTEGER NOT NULL REFERENCES res_users (id) ON DELETE CASCADE,
      type TEXT NOT NULL \(Check.oneOf("type", "buy", "sell")),
      code TEXT NOT NULL \(Check.notEmpty("code")),
      source_id INTEGER NOT NULL,
      target_id INTEGER NOT NULL REFERENCES account_account (id),
      bitcoin_amount INTEGER NOT NULL \(Check.positive("bitcoin_amount")),
      euro_amount INTEGER NOT NULL \(Check.positive("euro_amount")),
      wrong_tries INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("wrong_tries")),
      is_used INTEGER NOT NULL DEFAULT 0 \(Check.flag("is_used")),
      create_date TEXT NOT NULL \(Check.timestamp("create_date"))
    ) STRICT;
    CREATE INDEX exchange_code_user ON exchange_code (user_id);
    CREATE INDEX exchange_code_target ON exchange_code (target_id);

    CREATE TABLE exchange_order (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      date TEXT NOT NULL \(Check.timestamp("date")),
      type TEXT NOT NULL \(Check.oneOf("type", "buy", "sell")),
      bitcoin_amount INTEGER NOT NULL \(Check.positive("bitcoin_amount")),
      euro_amount INTEGER NOT NULL \(Check.positive("euro_amount")),
      operation_ref TEXT NOT NULL \(Check.notEmpty("operation_ref"))
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
    """
}
