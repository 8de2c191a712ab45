extension Tables {
  /// Wallets and what moved on them, and the outbox.
  ///
  /// Balances and turnovers are kept by triggers, so that reading them costs the same however much has moved.
  static let accounts = """
    CREATE TABLE account_account (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      currency_id INTEGER NOT NULL REFERENCES res_currency (id),
      code TEXT NOT NULL \(Check.notEmpty("code")),
      acc_number TEXT NOT NULL \(Check.notEmpty("acc_number")),
      name TEXT NOT NULL DEFAULT '/',
      create_date TEXT NOT NULL \(Check.timestamp("create_date")),
      opening_balance INTEGER NOT NULL DEFAULT 0,
      credit_total INTEGER NOT NULL DEFAULT 0,
      debit_total INTEGER NOT NULL DEFAULT 0,
      balance INTEGER NOT NULL GENERATED ALWAYS AS (opening_balance + credit_total - debit_total) VIRTUAL
    ) STRICT;
    CREATE INDEX account_account_partner ON account_account (partner_id);
    CREATE INDEX account_account_code ON account_account (code);

    CREATE TABLE account_transaction (
      id INTEGER PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account_account (id),
      date TEXT NOT NULL \(Check.timestamp("date")),
      type TEXT NOT NULL \(Check.notEmpty("type")),
      credit INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("credit")),
      debit INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("debit")),
      operation_ref TEXT NOT NULL \(Check.notEmpty("operation_ref")),
      partner_id INTEGER REFERENCES res_partner (id),
      num TEXT \(Check.notEmpty("num")),
      reference TEXT \(Check.notEmpty("reference"))
    ) STRICT;
    CREATE INDEX account_transaction_date ON account_transaction (account_id, date, id);

    CREATE TABLE account_turnover (
      account_id INTEGER NOT NULL REFERENCES account_account (id) ON DELETE CASCADE,
      day TEXT NOT NULL,
      credit INTEGER NOT NULL,
      debit INTEGER NOT NULL,
      PRIMARY KEY (account_id, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER account_transaction_added AFTER INSERT ON account_transaction BEGIN
      UPDATE account_account
        SET credit_total = credit_total + new.credit, debit_total = debit_total + new.debit
        WHERE id = new.account_id;
      INSERT INTO account_turnover VALUES (new.account_id, substr(new.date, 1, 10), new.credit, new.debit)
        ON CONFLICT DO UPDATE SET credit = credit + excluded.credit, debit = debit + excluded.debit;
    END;

    CREATE TRIGGER account_transaction_removed AFTER DELETE ON account_transaction BEGIN
      UPDATE account_account
        SET credit_total = credit_total - old.credit, debit_total = debit_total - old.debit
        WHERE id = old.account_id;
      UPDATE account_turnover SET credit = credit - old.credit, debit = debit - old.debit
        WHERE account_id = old.account_id AND day = substr(old.date, 1, 10);
    END;

    CREATE TRIGGER account_transaction_changed AFTER UPDATE ON account_transaction BEGIN
      UPDATE account_account
        SET credit_total = credit_total - old.credit, debit_total = debit_total - old.debit
        WHERE id = old.account_id;
      UPDATE account_turnover SET credit = credit - old.credit, debit = debit - old.debit
        WHERE account_id = old.account_id AND day = substr(old.date, 1, 10);
      UPDATE account_account
        SET credit_total = credit_total + new.credit, debit_total = debit_total + new.debit
        WHERE id = new.account_id;
      INSERT INTO account_turnover VALUES (new.account_id, substr(new.date, 1, 10), new.credit, new.debit)
        ON CONFLICT DO UPDATE SET credit = credit + excluded.credit, debit = debit + excluded.debit;
    END;

    CREATE TABLE account_operation (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      date TEXT NOT NULL \(Check.timestamp("date")),
      amount INTEGER NOT NULL \(Check.notNegative("amount")),
      description TEXT NOT NULL,
      type TEXT NOT NULL \(Check.oneOf("type", "credit", "debit")),
      operation_ref TEXT NOT NULL \(Check.notEmpty("operation_ref"))
    ) STRICT;
    CREATE INDEX account_operation_date ON account_operation (partner_id, date, id);

    CREATE TABLE account_reservation (
      id INTEGER PRIMARY KEY,
      partner_id INTEGER NOT NULL REFERENCES res_partner (id),
      currency_id INTEGER NOT NULL REFERENCES res_currency (id),
      credit INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("credit")),
      debit INTEGER NOT NULL DEFAULT 0 \(Check.notNegative("debit"))
    ) STRICT;
    CREATE INDEX account_reservation_partner ON account_reservation (partner_id, currency_id);

    CREATE TABLE mock_outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL \(Check.oneOf("kind", "reset_password", "pin", "transfer", "helpdesk")),
      "to" TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      code TEXT,
      code_id INTEGER,
      link TEXT,
      sent_at TEXT NOT NULL \(Check.timestamp("sent_at"))
    ) STRICT;
    """
}
